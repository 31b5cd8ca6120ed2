package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;

/** The conditional {@code condition ? yes : no}; null where the condition is null. */
public final class Conditional extends Node {
  private final Node condition;
  private final Node yes;
  private final Node no;

  /** A conditional whose branches have one type. */
  public Conditional(int register, Node condition, Node yes, Node no) {
    super(yes.type(), register, condition, yes, no);
    this.condition = condition;
    this.yes = yes;
    this.no = no;
  }

  @Override
  Vector evaluate(Batch batch) {
    Vector decided = condition.evaluate(batch);
    Vector a = yes.evaluate(batch);
    Vector b = no.evaluate(batch);
    Vector out = batch.register(this);
    for (int i = 0; i < batch.count(); i++) {
      out.nulls[i] = decided.nulls[i] || (decided.longs[i] != 0 ? a.nulls[i] : b.nulls[i]);
    }
    if (type() == ValueType.FLOAT64) {
      for (int i = 0; i < batch.count(); i++) {
        out.doubles[i] = decided.longs[i] != 0 ? a.doubles[i] : b.doubles[i];
      }
    } else if (type() == ValueType.STRING) {
      for (int i = 0; i < batch.count(); i++) {
        out.strings[i] = decided.longs[i] != 0 ? a.strings[i] : b.strings[i];
      }
    } else {
      for (int i = 0; i < batch.count(); i++) {
        out.longs[i] = decided.longs[i] != 0 ? a.longs[i] : b.longs[i];
      }
    }
    return out;
  }
}
