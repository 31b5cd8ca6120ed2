package dev.tandem.training.check;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/** Operators that reduce or normalise along axes. */
final class ReductionOperators {
  private ReductionOperators() {}

  static void addTo(Map<String, GraphOperator> operators) {
    operators.put("ReduceSum", (in, attributes) -> reduce(in, attributes, 0, Double::sum));
    operators.put("ReduceMean", ReductionOperators::mean);
    operators.put(
        "ReduceMax",
        (in, attributes) -> reduce(in, attributes, Double.NEGATIVE_INFINITY, Math::max));
    operators.put(
        "ReduceMin",
        (in, attributes) -> reduce(in, attributes, Double.POSITIVE_INFINITY, Math::min));
    operators.put("Softmax", (in, attributes) -> softmax(in.get(0), attributes));
    operators.put("LogSoftmax", (in, attributes) -> softmax(in.get(0), attributes).map(Math::log));
  }

  private static DoubleTensor mean(List<DoubleTensor> inputs, NodeAttributes attributes) {
    DoubleTensor sum = reduce(inputs, attributes, 0, Double::sum);
    double count = (double) inputs.get(0).values().length / sum.values().length;
    return sum.map(value -> value / count);
  }

  private static DoubleTensor reduce(
      List<DoubleTensor> inputs,
      NodeAttributes attributes,
      double start,
      DoubleBinaryOperator operator) {
    DoubleTensor x = inputs.get(0);
    boolean[] reduced = new boolean[x.rank()];
    // Operator set 13 has the axes of ReduceSum as an input, those of the others as an attribute.
    long[] axes = inputs.size() > 1 ? inputs.get(1).longs() : attributes.integers("axes");
    for (long axis : axes) {
      reduced[x.axis(axis)] = true;
    }
    if (axes.length == 0) {
      Arrays.fill(reduced, true);
    }
    int[] kept = x.shape().clone();
    for (int axis = 0; axis < kept.length; axis++) {
      kept[axis] = reduced[axis] ? 1 : kept[axis];
    }
    double[] values = new double[DoubleTensor.size(kept)];
    Arrays.fill(values, start);
    int[] index = new int[kept.length];
    for (double value : x.values()) {
      int at = 0;
      for (int axis = 0; axis < kept.length; axis++) {
        at = at * kept[axis] + (reduced[axis] ? 0 : index[axis]);
      }
      values[at] = operator.applyAsDouble(values[at], value);
      DoubleTensor.advance(index, x.shape());
    }
    DoubleTensor result = new DoubleTensor(kept, values);
    return attributes.integer("keepdims", 1) != 0 ? result : without(result, reduced);
  }

  private static DoubleTensor without(DoubleTensor x, boolean[] reduced) {
    int[] shape = new int[x.rank()];
    int rank = 0;
    for (int axis = 0; axis < reduced.length; axis++) {
      if (!reduced[axis]) {
        shape[rank++] = x.shape()[axis];
      }
    }
    return x.withShape(Arrays.copyOf(shape, rank));
  }

  private static DoubleTensor softmax(DoubleTensor x, NodeAttributes attributes) {
    int axis = x.axis(attributes.integer("axis", -1));
    int length = x.shape()[axis];
    int inner = x.span(axis + 1, x.rank());
    double[] values = x.values().clone();
    for (int outer = 0; outer < x.span(0, axis); outer++) {
      for (int i = 0; i < inner; i++) {
        normalise(values, outer * length * inner + i, length, inner);
      }
    }
    return new DoubleTensor(x.shape(), values);
  }

  private static void normalise(double[] values, int from, int length, int stride) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      greatest = Math.max(greatest, values[from + i * stride]);
    }
    double sum = 0;
    for (int i = 0; i < length; i++) {
      int at = from + i * stride;
      values[at] = Math.exp(values[at] - greatest);
      sum += values[at];
    }
    for (int i = 0; i < length; i++) {
      values[from + i * stride] /= sum;
    }
  }
}
