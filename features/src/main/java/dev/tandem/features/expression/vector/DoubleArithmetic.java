package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;

/**
 * Arithmetic on float64: each operation is rounded on its own, as IEEE 754 says, is never -0.0, and
 * null where it is not finite or divides by zero.
 */
public final class DoubleArithmetic extends Node {
  private final Operation operation;
  private final Node left;
  private final Node right;

  /** The operation {@code left operation right}; both sides are float64. */
  public DoubleArithmetic(int register, Operation operation, Node left, Node right) {
    super(ValueType.FLOAT64, register, left, right);
    this.operation = operation;
    this.left = left;
    this.right = right;
  }

  // Hot path: ExpressionBenchmark
  @Override
  Vector evaluate(Batch batch) {
    Vector a = left.evaluate(batch);
    Vector b = right.evaluate(batch);
    Vector out = batch.register(this);
    int count = batch.count();
    switch (operation) {
      case ADD -> add(a.doubles, b.doubles, out.doubles, count);
      case SUBTRACT -> subtract(a.doubles, b.doubles, out.doubles, count);
      case MULTIPLY -> multiply(a.doubles, b.doubles, out.doubles, count);
      case DIVIDE -> divide(a.doubles, b.doubles, out.doubles, count);
      case MODULO -> throw new IllegalStateException("modulo is not defined for float64");
    }
    out.nullWhereEither(a, b, count);
    for (int i = 0; i < count; i++) {
      out.nulls[i] |= !(Math.abs(out.doubles[i]) <= Double.MAX_VALUE);
      out.doubles[i] += 0.0;
    }
    return out;
  }

  private static void add(double[] a, double[] b, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = a[i] + b[i];
    }
  }

  private static void subtract(double[] a, double[] b, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = a[i] - b[i];
    }
  }

  private static void multiply(double[] a, double[] b, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = a[i] * b[i];
    }
  }

  private static void divide(double[] a, double[] b, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = a[i] / b[i];
    }
  }
}
