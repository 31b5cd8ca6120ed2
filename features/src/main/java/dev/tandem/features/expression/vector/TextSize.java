package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;

/** The function {@code size} of a string. */
public final class TextSize extends Node {
  private final Node text;

  /** The number of code points of a text. */
  public TextSize(int register, Node text) {
    super(ValueType.INT64, register, text);
    this.text = text;
  }

  @Override
  Vector evaluate(Batch batch) {
    Vector from = text.evaluate(batch);
    Vector out = batch.register(this);
    for (int i = 0; i < batch.count(); i++) {
      String value = from.strings[i];
      out.nulls[i] = from.nulls[i];
      out.longs[i] = from.nulls[i] ? 0 : value.codePointCount(0, value.length());
    }
    return out;
  }
}
