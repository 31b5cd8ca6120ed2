package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;

/**
 * The operators {@code &&} and {@code ||} in three-valued logic: null unless one side alone decides
 * or both are known.
 */
public final class Logic extends Node {
  private final Node left;
  private final Node right;
  private final long deciding;

  private Logic(int register, Node left, Node right, long deciding) {
    super(ValueType.BOOL, register, left, right);
    this.left = left;
    this.right = right;
    this.deciding = deciding;
  }

  /** The conjunction, false if one side is false. */
  public static Logic and(int register, Node left, Node right) {
    return new Logic(register, left, right, 0);
  }

  /** The disjunction, true if one side is true. */
  public static Logic or(int register, Node left, Node right) {
    return new Logic(register, left, right, 1);
  }

  // Hot path: ExpressionBenchmark
  @Override
  Vector evaluate(Batch batch) {
    Vector a = left.evaluate(batch);
    Vector b = right.evaluate(batch);
    Vector out = batch.register(this);
    for (int i = 0; i < batch.count(); i++) {
      boolean decided =
          (!a.nulls[i] && a.longs[i] == deciding) || (!b.nulls[i] && b.longs[i] == deciding);
      out.longs[i] = decided ? deciding : 1 - deciding;
      out.nulls[i] = !decided && (a.nulls[i] || b.nulls[i]);
    }
    return out;
  }
}
