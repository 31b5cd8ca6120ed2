package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;

/** The function {@code abs} of an int64; null where it overflows. */
public final class LongAbsolute extends Node {
  private final Node operand;

  /** The distance of an int64 from 0. */
  public LongAbsolute(int register, Node operand) {
    super(ValueType.INT64, register, operand);
    this.operand = operand;
  }

  @Override
  Vector evaluate(Batch batch) {
    Vector from = operand.evaluate(batch);
    Vector out = batch.register(this);
    for (int i = 0; i < batch.count(); i++) {
      out.longs[i] = Math.abs(from.longs[i]);
      out.nulls[i] = from.nulls[i] || from.longs[i] == Long.MIN_VALUE;
    }
    return out;
  }
}
