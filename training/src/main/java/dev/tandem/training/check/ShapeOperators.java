package dev.tandem.training.check;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Operators that move elements without changing them. */
final class ShapeOperators {
  private ShapeOperators() {}

  static void addTo(Map<String, GraphOperator> operators) {
    operators.put("Concat", ShapeOperators::concatenated);
    operators.put("Slice", (in, attributes) -> sliced(in));
    operators.put("Gather", ShapeOperators::gathered);
    operators.put("Reshape", (in, attributes) -> reshaped(in.get(0), in.get(1).longs()));
    operators.put("Flatten", ShapeOperators::flattened);
    operators.put("Squeeze", (in, attributes) -> squeezed(in));
    operators.put("Unsqueeze", (in, attributes) -> unsqueezed(in.get(0), in.get(1).longs()));
    operators.put(
        "Transpose",
        (in, attributes) -> transposed(in.get(0), attributes.integers("perm", reversed(in))));
    operators.put("Shape", (in, attributes) -> shape(in.get(0)));
    operators.put("Expand", (in, attributes) -> expanded(in.get(0), in.get(1)));
  }

  private static DoubleTensor shape(DoubleTensor x) {
    return new DoubleTensor(
        new int[] {x.rank()}, Arrays.stream(x.shape()).asDoubleStream().toArray());
  }

  private static DoubleTensor expanded(DoubleTensor x, DoubleTensor shape) {
    int[] to = Arrays.stream(shape.longs()).mapToInt(Math::toIntExact).toArray();
    return x.combine(DoubleTensor.zeros(to), (value, zero) -> value);
  }

  private static long[] reversed(List<DoubleTensor> inputs) {
    int rank = inputs.get(0).rank();
    return LongStream.range(0, rank).map(axis -> rank - 1 - axis).toArray();
  }

  private static DoubleTensor concatenated(List<DoubleTensor> parts, NodeAttributes attributes) {
    DoubleTensor first = parts.get(0);
    int axis = first.axis(attributes.integer("axis", 0));
    int[] shape = first.shape().clone();
    shape[axis] = parts.stream().mapToInt(part -> part.shape()[axis]).sum();
    DoubleTensor whole = DoubleTensor.zeros(shape);
    int outer = first.span(0, axis);
    int at = 0;
    for (int i = 0; i < outer; i++) {
      for (DoubleTensor part : parts) {
        int run = part.span(axis, part.rank());
        System.arraycopy(part.values(), i * run, whole.values(), at, run);
        at += run;
      }
    }
    return whole;
  }

  private static DoubleTensor sliced(List<DoubleTensor> inputs) {
    DoubleTensor result = inputs.get(0);
    long[] starts = inputs.get(1).longs();
    long[] ends = inputs.get(2).longs();
    long[] axes =
        inputs.size() > 3 ? inputs.get(3).longs() : LongStream.range(0, starts.length).toArray();
    if (inputs.size() > 4 && Arrays.stream(inputs.get(4).longs()).anyMatch(step -> step != 1)) {
      throw new IllegalArgumentException("Slice has a step, allowed: 1");
    }
    for (int i = 0; i < axes.length; i++) {
      int axis = result.axis(axes[i]);
      int length = result.shape()[axis];
      int from = bound(starts[i], length);
      int to = Math.max(from, bound(ends[i], length));
      result = taken(result, axis, LongStream.range(from, to).toArray());
    }
    return result;
  }

  private static int bound(long place, int length) {
    long fromFront = place < 0 ? place + length : place;
    return (int) Math.max(0, Math.min(length, fromFront));
  }

  private static DoubleTensor gathered(List<DoubleTensor> inputs, NodeAttributes attributes) {
    DoubleTensor x = inputs.get(0);
    DoubleTensor indices = inputs.get(1);
    int axis = x.axis(attributes.integer("axis", 0));
    int length = x.shape()[axis];
    long[] places = Arrays.stream(indices.longs()).map(i -> i < 0 ? i + length : i).toArray();
    int[] shape = new int[x.rank() - 1 + indices.rank()];
    System.arraycopy(x.shape(), 0, shape, 0, axis);
    System.arraycopy(indices.shape(), 0, shape, axis, indices.rank());
    System.arraycopy(x.shape(), axis + 1, shape, axis + indices.rank(), x.rank() - 1 - axis);
    return taken(x, axis, places).withShape(shape);
  }

  /** The given places of an axis, in their order. */
  private static DoubleTensor taken(DoubleTensor x, int axis, long[] places) {
    int[] shape = x.shape().clone();
    shape[axis] = places.length;
    DoubleTensor result = DoubleTensor.zeros(shape);
    int inner = x.span(axis + 1, x.rank());
    for (int outer = 0, at = 0; outer < x.span(0, axis); outer++) {
      for (long place : places) {
        int from = (outer * x.shape()[axis] + (int) place) * inner;
        System.arraycopy(x.values(), from, result.values(), at, inner);
        at += inner;
      }
    }
    return result;
  }

  private static DoubleTensor reshaped(DoubleTensor x, long[] to) {
    int[] shape = new int[to.length];
    int open = -1;
    int known = 1;
    for (int axis = 0; axis < to.length; axis++) {
      if (to[axis] == -1) {
        open = axis;
      } else {
        shape[axis] = to[axis] == 0 ? x.shape()[axis] : Math.toIntExact(to[axis]);
        known *= shape[axis];
      }
    }
    if (open >= 0) {
      shape[open] = x.values().length / known;
    }
    return x.withShape(shape);
  }

  private static DoubleTensor flattened(List<DoubleTensor> inputs, NodeAttributes attributes) {
    DoubleTensor x = inputs.get(0);
    int axis = x.axis(attributes.integer("axis", 1));
    return x.withShape(x.span(0, axis), x.span(axis, x.rank()));
  }

  private static DoubleTensor squeezed(List<DoubleTensor> inputs) {
    DoubleTensor x = inputs.get(0);
    boolean[] dropped = new boolean[x.rank()];
    if (inputs.size() > 1) {
      for (long axis : inputs.get(1).longs()) {
        dropped[x.axis(axis)] = true;
      }
    } else {
      for (int axis = 0; axis < dropped.length; axis++) {
        dropped[axis] = x.shape()[axis] == 1;
      }
    }
    int[] shape = new int[x.rank()];
    int rank = 0;
    for (int axis = 0; axis < dropped.length; axis++) {
      if (!dropped[axis]) {
        shape[rank++] = x.shape()[axis];
      }
    }
    return x.withShape(Arrays.copyOf(shape, rank));
  }

  private static DoubleTensor unsqueezed(DoubleTensor x, long[] axes) {
    int rank = x.rank() + axes.length;
    int[] shape = new int[rank];
    for (long axis : axes) {
      shape[Math.toIntExact(axis < 0 ? axis + rank : axis)] = 1;
    }
    for (int axis = 0, from = 0; axis < rank; axis++) {
      shape[axis] = shape[axis] == 1 ? 1 : x.shape()[from++];
    }
    return x.withShape(shape);
  }

  static DoubleTensor transposed(DoubleTensor x, long[] order) {
    int rank = x.rank();
    int[] strides = new int[rank];
    for (int axis = rank - 1, stride = 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= x.shape()[axis];
    }
    int[] shape = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      shape[axis] = x.shape()[(int) order[axis]];
    }
    DoubleTensor result = DoubleTensor.zeros(shape);
    int[] index = new int[rank];
    for (int i = 0; i < result.values().length; i++) {
      int from = 0;
      for (int axis = 0; axis < rank; axis++) {
        from += index[axis] * strides[(int) order[axis]];
      }
      result.values()[i] = x.values()[from];
      DoubleTensor.advance(index, shape);
    }
    return result;
  }
}
