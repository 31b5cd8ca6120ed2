package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;
import java.util.Arrays;

/** A value written in the expression. */
public final class Literal extends Node {
  private final long longValue;
  private final double doubleValue;
  private final String text;

  private Literal(ValueType type, int register, long longValue, double doubleValue, String text) {
    super(type, register);
    this.longValue = longValue;
    this.doubleValue = doubleValue;
    this.text = text;
  }

  /** An int64, a timestamp or, as 1 or 0, a bool. */
  public static Literal of(ValueType type, int register, long value) {
    return new Literal(type, register, value, 0, "");
  }

  /** A float64. */
  public static Literal of(int register, double value) {
    return new Literal(ValueType.FLOAT64, register, 0, value + 0.0, "");
  }

  /** A string. */
  public static Literal of(int register, String value) {
    return new Literal(ValueType.STRING, register, 0, 0, value);
  }

  /** The value of an int64, timestamp or bool, otherwise 0. */
  public long longValue() {
    return longValue;
  }

  /** The value of a float64, otherwise 0. */
  public double doubleValue() {
    return doubleValue;
  }

  /** The value of a string, otherwise empty. */
  public String text() {
    return text;
  }

  @Override
  Vector evaluate(Batch batch) {
    boolean fresh = batch.isFresh(this);
    Vector out = batch.register(this);
    if (fresh) {
      Arrays.fill(out.longs, longValue);
      Arrays.fill(out.doubles, doubleValue);
      Arrays.fill(out.strings, text);
    }
    return out;
  }
}
