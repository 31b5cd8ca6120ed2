package dev.tandem.features.expression.vector;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.type.ValueType;

/**
 * The value of a variable. Of a list only whether it is null; operations on lists read the column
 * themselves.
 */
public final class Variable extends Node {
  private final int number;

  /** The variable with this number in the {@link Program}. */
  public Variable(ValueType type, int register, int number) {
    super(type, register);
    this.number = number;
  }

  int number() {
    return number;
  }

  @Override
  Vector evaluate(Batch batch) {
    Vector out = batch.register(this);
    switch (type()) {
      case INT64, BOOL, TIMESTAMP -> readLongs((LongColumn) batch.column(number), batch, out);
      case FLOAT64 -> readDoubles((DoubleColumn) batch.column(number), batch, out);
      case STRING -> batch.readStrings(number, out);
      case INT64_LIST, FLOAT64_LIST, STRING_LIST -> readNulls(batch.column(number), batch, out);
    }
    return out;
  }

  private static void readNulls(Column column, Batch batch, Vector out) {
    for (int i = 0; i < batch.count(); i++) {
      out.nulls[i] = column.isNull(batch.start() + i);
    }
  }

  private static void readLongs(LongColumn column, Batch batch, Vector out) {
    System.arraycopy(column.values(), batch.start(), out.longs, 0, batch.count());
    for (int i = 0; i < batch.count(); i++) {
      out.nulls[i] = column.isNull(batch.start() + i);
    }
  }

  private static void readDoubles(DoubleColumn column, Batch batch, Vector out) {
    System.arraycopy(column.values(), batch.start(), out.doubles, 0, batch.count());
    for (int i = 0; i < batch.count(); i++) {
      out.nulls[i] = column.isNull(batch.start() + i);
    }
  }
}
