package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;

/** The operator {@code +} on strings. */
public final class Concatenation extends Node {
  private final Node left;
  private final Node right;

  /** The left string followed by the right one. */
  public Concatenation(int register, Node left, Node right) {
    super(ValueType.STRING, register, left, right);
    this.left = left;
    this.right = right;
  }

  @Override
  Vector evaluate(Batch batch) {
    Vector a = left.evaluate(batch);
    Vector b = right.evaluate(batch);
    Vector out = batch.register(this);
    out.nullWhereEither(a, b, batch.count());
    for (int i = 0; i < batch.count(); i++) {
      out.strings[i] = out.nulls[i] ? null : a.strings[i].concat(b.strings[i]);
    }
    return out;
  }
}
