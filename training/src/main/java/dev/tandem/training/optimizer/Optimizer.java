package dev.tandem.training.optimizer;

/**
 * A rule by which weights follow their gradients. Immutable and thread-safe: what it remembers of a
 * weight, its moments, is kept beside the weight.
 */
public interface Optimizer {

  /** The number of moments of a weight, which begin at 0. */
  int moments();

  /**
   * The update of one step by the gradients alone.
   *
   * @param step counted from 1
   */
  Update at(long step);

  /** The update of one step of weights of a kind; that of all kinds unless the rule says else. */
  default Update at(long step, WeightKind kind) {
    return at(step);
  }

  /** The update of one step; thread-safe. */
  interface Update {
    /**
     * Updates {@code count} weights and their moments. The first moments stand together at {@code
     * moments[momentsAt, momentsAt + count)}, the second right after them, and so on.
     */
    void apply(
        float[] weights,
        int weightsAt,
        float[] moments,
        int momentsAt,
        float[] gradients,
        int gradientsAt,
        int count);
  }
}
