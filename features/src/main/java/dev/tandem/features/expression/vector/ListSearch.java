package dev.tandem.features.expression.vector;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.type.ValueType;

/** Looks for a value in a list; null where either is null. */
public final class ListSearch extends Node {
  private static final int ABSENT = -1;

  private final Kind kind;
  private final Variable list;
  private final Node value;

  /** What is asked. */
  public enum Kind {
    /** The operator {@code in}: whether the list has the value. */
    CONTAINS(ValueType.BOOL),
    /** The function {@code index_of}: its first position, counted from 0; null if it has none. */
    INDEX_OF(ValueType.INT64);

    private final ValueType type;

    Kind(ValueType type) {
      this.type = type;
    }
  }

  /** The search for a value of the type of the list's elements. */
  public ListSearch(int register, Kind kind, Variable list, Node value) {
    super(kind.type, register, list, value);
    this.kind = kind;
    this.list = list;
    this.value = value;
  }

  @Override
  Vector evaluate(Batch batch) {
    ListColumn lists = (ListColumn) batch.column(list.number());
    Vector wanted = value.evaluate(batch);
    Vector out = batch.register(this);
    for (int i = 0; i < batch.count(); i++) {
      int row = batch.start() + i;
      boolean isNull = wanted.nulls[i] || lists.isNull(row);
      int position = isNull ? ABSENT : position(lists, row, wanted, i);
      out.nulls[i] = isNull || (kind == Kind.INDEX_OF && position == ABSENT);
      out.longs[i] = kind == Kind.INDEX_OF ? position : position == ABSENT ? 0 : 1;
    }
    return out;
  }

  private static int position(ListColumn lists, int row, Vector wanted, int i) {
    Column elements = lists.elements();
    int start = lists.start(row);
    for (int position = 0; position < lists.length(row); position++) {
      if (equal(elements, start + position, wanted, i)) {
        return position;
      }
    }
    return ABSENT;
  }

  private static boolean equal(Column elements, int element, Vector wanted, int i) {
    if (elements instanceof LongColumn longs) {
      return longs.value(element) == wanted.longs[i];
    }
    if (elements instanceof DoubleColumn doubles) {
      return doubles.value(element) == wanted.doubles[i];
    }
    return elements instanceof StringColumn strings
        && strings.value(element).equals(wanted.strings[i]);
  }
}
