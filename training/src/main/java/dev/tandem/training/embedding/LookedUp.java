package dev.tandem.training.embedding;

/**
 * Which columns of a batch name rows of one table for one input, and where the gradients of the
 * looked-up vectors stand.
 *
 * @param idAt the first id column
 * @param steps the number of id columns
 * @param gradientAt the first column of the gradient of the first step's vector
 * @param gradientStep how many columns further the next step's gradient begins; 0 if all steps have
 *     the same
 * @param padding what an id 0 means
 */
public record LookedUp(int idAt, int steps, int gradientAt, int gradientStep, Padding padding) {
  /** The meaning of the id 0. */
  public enum Padding {
    /** It is the null value, which is looked up and learnt. */
    NONE,
    /** Neither this step nor any after it is there; nothing is looked up. */
    AT_THE_END
  }
}
