package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;

/** The function {@code is_null}; never null itself. */
public final class IsNull extends Node {
  private final Node operand;

  /** Whether the operand has no value. */
  public IsNull(int register, Node operand) {
    super(ValueType.BOOL, register, operand);
    this.operand = operand;
  }

  @Override
  Vector evaluate(Batch batch) {
    Vector from = operand.evaluate(batch);
    Vector out = batch.register(this);
    for (int i = 0; i < batch.count(); i++) {
      out.longs[i] = from.nulls[i] ? 1 : 0;
    }
    return out;
  }
}
