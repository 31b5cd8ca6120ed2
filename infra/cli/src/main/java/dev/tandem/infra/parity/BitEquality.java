package dev.tandem.infra.parity;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;

/** Compares values of two columns of one type, bit for bit. */
public final class BitEquality {
  private BitEquality() {}

  /** True if both are null, or both hold the same bits; lists element by element. */
  public static boolean same(Column one, int row, Column other, int otherRow) {
    if (one.type() != other.type() || one.isNull(row) || other.isNull(otherRow)) {
      return one.type() == other.type() && one.isNull(row) && other.isNull(otherRow);
    }
    return switch (one.type()) {
      case INT64, TIMESTAMP, BOOL ->
          ((LongColumn) one).value(row) == ((LongColumn) other).value(otherRow);
      case FLOAT64 ->
          Double.doubleToRawLongBits(((DoubleColumn) one).value(row))
              == Double.doubleToRawLongBits(((DoubleColumn) other).value(otherRow));
      case STRING -> ((StringColumn) one).value(row).equals(((StringColumn) other).value(otherRow));
      case INT64_LIST, FLOAT64_LIST, STRING_LIST ->
          sameElements((ListColumn) one, row, (ListColumn) other, otherRow);
    };
  }

  private static boolean sameElements(ListColumn one, int row, ListColumn other, int otherRow) {
    if (one.length(row) != other.length(otherRow)) {
      return false;
    }
    for (int i = 0; i < one.length(row); i++) {
      if (!same(one.elements(), one.start(row) + i, other.elements(), other.start(otherRow) + i)) {
        return false;
      }
    }
    return true;
  }

  /** A value in words, for a message. */
  public static String text(Column column, int row) {
    if (column.isNull(row)) {
      return "null";
    }
    return switch (column.type()) {
      case INT64, TIMESTAMP, BOOL -> Long.toString(((LongColumn) column).value(row));
      case FLOAT64 -> Double.toHexString(((DoubleColumn) column).value(row));
      case STRING -> "'" + ((StringColumn) column).value(row) + "'";
      case INT64_LIST, FLOAT64_LIST, STRING_LIST -> elements((ListColumn) column, row);
    };
  }

  private static String elements(ListColumn list, int row) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < list.length(row); i++) {
      text.append(i == 0 ? "" : ", ").append(text(list.elements(), list.start(row) + i));
    }
    return text.append(']').toString();
  }
}
