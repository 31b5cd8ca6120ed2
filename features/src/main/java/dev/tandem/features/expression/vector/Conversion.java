package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;

/** A number in the other numeric type. */
public final class Conversion extends Node {
  private final Node number;

  /**
   * The number as {@code type}: an int64 rounded to the nearest float64, or a float64 truncated.
   */
  public Conversion(ValueType type, int register, Node number) {
    super(type, register, number);
    this.number = number;
  }

  @Override
  Vector evaluate(Batch batch) {
    Vector from = number.evaluate(batch);
    Vector out = batch.register(this);
    if (type() == ValueType.FLOAT64) {
      for (int i = 0; i < batch.count(); i++) {
        out.doubles[i] = (double) from.longs[i];
        out.nulls[i] = from.nulls[i];
      }
    } else {
      truncate(from, out, batch.count());
    }
    return out;
  }

  /** Null beyond the open range (-2^63, 2^63), as the language defines it. */
  private static void truncate(Vector from, Vector out, int count) {
    for (int i = 0; i < count; i++) {
      out.longs[i] = (long) from.doubles[i];
      out.nulls[i] = from.nulls[i] || !(Math.abs(from.doubles[i]) < 0x1p63);
    }
  }
}
