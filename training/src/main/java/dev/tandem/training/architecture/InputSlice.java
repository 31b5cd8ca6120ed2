package dev.tandem.training.architecture;

/**
 * The columns of a network's input vector that come from one feature.
 *
 * @param feature the feature's name
 * @param offset the first column
 * @param width the number of columns
 * @param steps 1; or the length of a flattened sequence, whose every step has {@code width / steps}
 *     columns, the last of which is 1 if there is such a step and else 0
 */
public record InputSlice(String feature, int offset, int width, int steps) {

  /** The columns of a feature that is no sequence. */
  public static InputSlice of(String feature, int offset, int width) {
    return new InputSlice(feature, offset, width, 1);
  }
}
