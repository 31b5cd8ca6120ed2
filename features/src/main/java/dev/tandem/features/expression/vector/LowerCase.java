package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;
import java.util.Locale;

/** The function {@code lower}, by the rules of no language in particular. */
public final class LowerCase extends Node {
  private final Node text;

  /** The text in lower case. */
  public LowerCase(int register, Node text) {
    super(ValueType.STRING, register, text);
    this.text = text;
  }

  @Override
  Vector evaluate(Batch batch) {
    Vector from = text.evaluate(batch);
    Vector out = batch.register(this);
    for (int i = 0; i < batch.count(); i++) {
      out.nulls[i] = from.nulls[i];
      out.strings[i] = from.nulls[i] ? null : from.strings[i].toLowerCase(Locale.ROOT);
    }
    return out;
  }
}
