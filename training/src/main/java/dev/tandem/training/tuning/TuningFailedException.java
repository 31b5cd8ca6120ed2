package dev.tandem.training.tuning;

/** A search without a result: all trials failed. Other ranges may help. */
public final class TuningFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TuningFailedException(String message) {
    super(message);
  }
}
