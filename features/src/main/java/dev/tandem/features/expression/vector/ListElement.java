package dev.tandem.features.expression.vector;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;

/** The operator {@code []}: an element by its position; null where there is none. */
public final class ListElement extends Node {
  private final Variable list;
  private final Node position;

  /** The element of a list at a position that is counted from 0. */
  public ListElement(int register, Variable list, Node position) {
    super(list.type().element(), register, list, position);
    this.list = list;
    this.position = position;
  }

  @Override
  Vector evaluate(Batch batch) {
    ListColumn lists = (ListColumn) batch.column(list.number());
    Vector at = position.evaluate(batch);
    Vector out = batch.register(this);
    for (int i = 0; i < batch.count(); i++) {
      int row = batch.start() + i;
      boolean there = !at.nulls[i] && at.longs[i] >= 0 && at.longs[i] < lists.length(row);
      out.nulls[i] = !there;
      if (there) {
        copy(lists.elements(), lists.start(row) + (int) at.longs[i], out, i);
      }
    }
    return out;
  }

  private static void copy(Column elements, int element, Vector out, int i) {
    if (elements instanceof LongColumn longs) {
      out.longs[i] = longs.value(element);
    } else if (elements instanceof DoubleColumn doubles) {
      out.doubles[i] = doubles.value(element);
    } else if (elements instanceof StringColumn strings) {
      out.strings[i] = strings.value(element);
    } else if (elements instanceof ListColumn) {
      throw new IllegalStateException("a list of lists");
    }
  }
}
