package dev.tandem.features.expression.vector;

import dev.tandem.features.table.ListColumn;
import dev.tandem.features.type.ValueType;

/** The function {@code size} of a list. */
public final class ListSize extends Node {
  private final Variable list;

  /** The number of elements of a list. */
  public ListSize(int register, Variable list) {
    super(ValueType.INT64, register, list);
    this.list = list;
  }

  @Override
  Vector evaluate(Batch batch) {
    ListColumn lists = (ListColumn) batch.column(list.number());
    Vector out = batch.register(this);
    for (int i = 0; i < batch.count(); i++) {
      out.nulls[i] = lists.isNull(batch.start() + i);
      out.longs[i] = lists.length(batch.start() + i);
    }
    return out;
  }
}
