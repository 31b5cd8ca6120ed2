package dev.tandem.training.network;

/**
 * Which forward pass a replica of a network is in. Dropout draws its masks by it, so that they are
 * the same if the pass is repeated, or taken after going on from a checkpoint.
 */
public final class ForwardPass {
  private long number;

  /** Before the first pass. */
  public ForwardPass() {}

  /** Begins a pass; passes of one number have the same masks. */
  public void moveTo(long passNumber) {
    number = passNumber;
  }

  /** The number of the pass. */
  long number() {
    return number;
  }
}
