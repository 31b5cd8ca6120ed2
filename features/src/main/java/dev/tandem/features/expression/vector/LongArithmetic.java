package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;

/** Arithmetic on int64, or the milliseconds between timestamps; null where it overflows. */
public final class LongArithmetic extends Node {
  private final Operation operation;
  private final Node left;
  private final Node right;

  /** The operation {@code left operation right}. */
  public LongArithmetic(int register, Operation operation, Node left, Node right) {
    super(ValueType.INT64, register, left, right);
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
    out.nullWhereEither(a, b, count);
    switch (operation) {
      case ADD -> add(a, b, out, count);
      case SUBTRACT -> subtract(a, b, out, count);
      case MULTIPLY -> multiply(a, b, out, count);
      case DIVIDE -> divide(a, b, out, count);
      case MODULO -> modulo(a, b, out, count);
    }
    return out;
  }

  private static void add(Vector a, Vector b, Vector out, int count) {
    for (int i = 0; i < count; i++) {
      long x = a.longs[i];
      long y = b.longs[i];
      long sum = x + y;
      out.longs[i] = sum;
      out.nulls[i] |= ((x ^ sum) & (y ^ sum)) < 0;
    }
  }

  private static void subtract(Vector a, Vector b, Vector out, int count) {
    for (int i = 0; i < count; i++) {
      long x = a.longs[i];
      long y = b.longs[i];
      long difference = x - y;
      out.longs[i] = difference;
      out.nulls[i] |= ((x ^ y) & (x ^ difference)) < 0;
    }
  }

  private static void multiply(Vector a, Vector b, Vector out, int count) {
    for (int i = 0; i < count; i++) {
      long product = a.longs[i] * b.longs[i];
      boolean overflow = Math.multiplyHigh(a.longs[i], b.longs[i]) != product >> 63;
      out.longs[i] = product;
      out.nulls[i] |= overflow;
    }
  }

  private static void divide(Vector a, Vector b, Vector out, int count) {
    for (int i = 0; i < count; i++) {
      long x = a.longs[i];
      long y = b.longs[i];
      boolean undefined = y == 0 || (y == -1 && x == Long.MIN_VALUE);
      out.longs[i] = undefined ? 0 : x / y;
      out.nulls[i] |= undefined;
    }
  }

  private static void modulo(Vector a, Vector b, Vector out, int count) {
    for (int i = 0; i < count; i++) {
      long y = b.longs[i];
      out.longs[i] = y == 0 ? 0 : a.longs[i] % y;
      out.nulls[i] |= y == 0;
    }
  }
}
