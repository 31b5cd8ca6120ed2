package dev.tandem.training.check;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** A tensor in double precision, row-major. The arrays are shared, and not changed by operators. */
final class DoubleTensor {
  private final int[] shape;
  private final double[] values;

  DoubleTensor(int[] shape, double[] values) {
    if (size(shape) != values.length) {
      throw new IllegalArgumentException(
          values.length + " values are not of shape " + Arrays.toString(shape));
    }
    this.shape = shape;
    this.values = values;
  }

  /** A tensor of zeros. */
  static DoubleTensor zeros(int... shape) {
    return new DoubleTensor(shape, new double[size(shape)]);
  }

  /** The number of values of a shape. */
  static int size(int[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  int[] shape() {
    return shape;
  }

  double[] values() {
    return values;
  }

  int rank() {
    return shape.length;
  }

  /** The axis counted from the front; negative ones count from the end. */
  int axis(long axis) {
    return Math.toIntExact(axis < 0 ? axis + rank() : axis);
  }

  /** The values as whole numbers, such as of a tensor of indices. */
  long[] longs() {
    return Arrays.stream(values).mapToLong(value -> (long) value).toArray();
  }

  /** The product of the lengths of the axes [from, to). */
  int span(int from, int to) {
    return size(Arrays.copyOfRange(shape, from, to));
  }

  DoubleTensor withShape(int... other) {
    return new DoubleTensor(other, values);
  }

  DoubleTensor map(DoubleUnaryOperator operator) {
    double[] mapped = new double[values.length];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = operator.applyAsDouble(values[i]);
    }
    return new DoubleTensor(shape, mapped);
  }

  /** Combines both element by element, repeating axes of length 1 as NumPy and ONNX do. */
  DoubleTensor combine(DoubleTensor other, DoubleBinaryOperator operator) {
    int[] common = common(other);
    DoubleTensor left = expand(common);
    DoubleTensor right = other.expand(common);
    double[] combined = new double[left.values.length];
    for (int i = 0; i < combined.length; i++) {
      combined[i] = operator.applyAsDouble(left.values[i], right.values[i]);
    }
    return new DoubleTensor(common, combined);
  }

  private int[] common(DoubleTensor other) {
    int rank = Math.max(rank(), other.rank());
    int[] common = new int[rank];
    for (int i = 0; i < rank; i++) {
      int left = lengthFromEnd(rank - i);
      int right = other.lengthFromEnd(rank - i);
      if (left != right && left != 1 && right != 1) {
        throw new IllegalArgumentException(
            "shapes %s and %s do not fit"
                .formatted(Arrays.toString(shape), Arrays.toString(other.shape)));
      }
      common[i] = left == 1 ? right : left;
    }
    return common;
  }

  private int lengthFromEnd(int place) {
    return place > rank() ? 1 : shape[rank() - place];
  }

  /** Repeats axes of length 1 to a larger shape. */
  DoubleTensor expand(int[] to) {
    if (Arrays.equals(to, shape)) {
      return this;
    }
    DoubleTensor expanded = zeros(to);
    int[] strides = new int[to.length];
    for (int axis = to.length - 1, stride = 1; axis >= 0; axis--) {
      int length = lengthFromEnd(to.length - axis);
      strides[axis] = length == 1 ? 0 : stride;
      stride *= length;
    }
    int[] index = new int[to.length];
    for (int i = 0; i < expanded.values.length; i++) {
      int from = 0;
      for (int axis = 0; axis < index.length; axis++) {
        from += index[axis] * strides[axis];
      }
      expanded.values[i] = values[from];
      advance(index, to);
    }
    return expanded;
  }

  /** Moves an index to the next element of a shape. */
  static void advance(int[] index, int[] shape) {
    for (int axis = index.length - 1; axis >= 0; axis--) {
      if (++index[axis] < shape[axis]) {
        return;
      }
      index[axis] = 0;
    }
  }
}
