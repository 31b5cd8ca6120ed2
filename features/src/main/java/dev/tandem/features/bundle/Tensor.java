package dev.tandem.features.bundle;

import java.util.Arrays;
import java.util.List;

/** A named array of floats with a shape, row-major. The values are shared, not copied. */
public final class Tensor {
  private final String name;
  private final List<Integer> shape;
  private final float[] values;

  private Tensor(String name, List<Integer> shape, float[] values) {
    this.name = name;
    this.shape = shape;
    this.values = values;
  }

  /**
   * A tensor over the given values.
   *
   * @throws IllegalArgumentException if the values are not as many as the shape says
   */
  public static Tensor of(String name, List<Integer> shape, float[] values) {
    long size = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (size != values.length) {
      throw new IllegalArgumentException(
          "tensor '" + name + "' of shape " + shape + " has " + values.length + " values");
    }
    return new Tensor(name, List.copyOf(shape), values);
  }

  /** The name, unique in a bundle. */
  public String name() {
    return name;
  }

  /** The length of each dimension. */
  public List<Integer> shape() {
    return shape;
  }

  /** The values, shared. */
  public float[] values() {
    return values;
  }

  /** Equal if name, shape and every bit are. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor that
        && name.equals(that.name)
        && shape.equals(that.shape)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return name + shape;
  }
}
