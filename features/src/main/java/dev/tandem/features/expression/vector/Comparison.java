package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;

/**
 * A comparison of two values. An int64 and a float64 are compared exactly, without rounding the one
 * to the other; strings by code point.
 */
public final class Comparison extends Node {
  private final Relation relation;
  private final Node left;
  private final Node right;

  private Comparison(int register, Relation relation, Node left, Node right) {
    super(ValueType.BOOL, register, left, right);
    this.relation = relation;
    this.left = left;
    this.right = right;
  }

  /** The comparison {@code left relation right}. */
  public static Comparison of(int register, Relation relation, Node left, Node right) {
    return left.type() == ValueType.FLOAT64 && right.type() != ValueType.FLOAT64
        ? new Comparison(register, relation.mirrored(), right, left)
        : new Comparison(register, relation, left, right);
  }

  // Hot path: ExpressionBenchmark
  @Override
  Vector evaluate(Batch batch) {
    Vector a = left.evaluate(batch);
    Vector b = right.evaluate(batch);
    Vector out = batch.register(this);
    int count = batch.count();
    out.nullWhereEither(a, b, count);
    if (left.type() == ValueType.FLOAT64) {
      compareDoubles(a, b, out, count);
    } else if (right.type() == ValueType.FLOAT64) {
      compareMixed(a, b, out, count);
    } else if (left.type() == ValueType.STRING) {
      compareStrings(a, b, out, count);
    } else {
      compareLongs(a, b, out, count);
    }
    return out;
  }

  private void compareLongs(Vector a, Vector b, Vector out, int count) {
    for (int i = 0; i < count; i++) {
      out.longs[i] = relation.holds(Long.compare(a.longs[i], b.longs[i]));
    }
  }

  private void compareDoubles(Vector a, Vector b, Vector out, int count) {
    for (int i = 0; i < count; i++) {
      out.longs[i] = relation.holds(Double.compare(a.doubles[i] + 0.0, b.doubles[i] + 0.0));
    }
  }

  private void compareMixed(Vector a, Vector b, Vector out, int count) {
    for (int i = 0; i < count; i++) {
      out.longs[i] = relation.holds(compare(a.longs[i], b.doubles[i]));
    }
  }

  private void compareStrings(Vector a, Vector b, Vector out, int count) {
    for (int i = 0; i < count; i++) {
      out.longs[i] =
          out.nulls[i] ? 0 : relation.holds(CodePoints.compare(a.strings[i], b.strings[i]));
    }
  }

  /** The sign of {@code a - b} without rounding; {@code b} is finite. */
  private static int compare(long a, double b) {
    if (b >= 0x1p63) {
      return -1;
    }
    if (b < -0x1p63) {
      return 1;
    }
    long whole = (long) b;
    return a != whole ? Long.compare(a, whole) : Double.compare((double) whole, b + 0.0);
  }
}
