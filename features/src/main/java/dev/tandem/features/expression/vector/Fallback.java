package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;

/** The function {@code default_to}: a value, or another one where it is null. */
public final class Fallback extends Node {
  private final Node value;
  private final Node otherwise;

  /** The value or, where that is null, another value of its type. */
  public Fallback(int register, Node value, Node otherwise) {
    super(value.type(), register, value, otherwise);
    this.value = value;
    this.otherwise = otherwise;
  }

  @Override
  Vector evaluate(Batch batch) {
    Vector a = value.evaluate(batch);
    Vector b = otherwise.evaluate(batch);
    Vector out = batch.register(this);
    for (int i = 0; i < batch.count(); i++) {
      Vector from = a.nulls[i] ? b : a;
      out.nulls[i] = from.nulls[i];
      if (type() == ValueType.FLOAT64) {
        out.doubles[i] = from.doubles[i];
      } else if (type() == ValueType.STRING) {
        out.strings[i] = from.strings[i];
      } else {
        out.longs[i] = from.longs[i];
      }
    }
    return out;
  }
}
