package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;

/** The operator {@code !}. */
public final class Not extends Node {
  private final Node operand;

  /** The opposite of a bool. */
  public Not(int register, Node operand) {
    super(ValueType.BOOL, register, operand);
    this.operand = operand;
  }

  @Override
  Vector evaluate(Batch batch) {
    Vector from = operand.evaluate(batch);
    Vector out = batch.register(this);
    for (int i = 0; i < batch.count(); i++) {
      out.longs[i] = 1 - from.longs[i];
      out.nulls[i] = from.nulls[i];
    }
    return out;
  }
}
