package dev.tandem.serving.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.serving.edge.OutputBytes;
import java.nio.charset.StandardCharsets;

/**
 * Features as JSON arrays; a null row is null, and every number reads back to the same bits.
 *
 * <p>What a row has in common with the row before is copied and not written anew.
 */
final class JsonColumns {
  private static final byte[] NULL = ascii("null");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");

  private JsonColumns() {}

  // Hot path: ServingBenchmark.
  /** Writes the values of all rows as one array. */
  static void write(OutputBytes out, Column column) {
    out.write('[');
    if (column instanceof DoubleColumn doubles) {
      writeDoubles(out, doubles);
    } else {
      for (int row = 0; row < column.size(); row++) {
        separate(out, row);
        if (column.isNull(row)) {
          out.write(NULL);
        } else {
          writeValue(out, column, row);
        }
      }
    }
    out.write(']');
  }

  private static void writeDoubles(OutputBytes out, DoubleColumn column) {
    int last = -1;
    int lastStart = 0;
    int lastEnd = 0;
    for (int row = 0; row < column.size(); row++) {
      separate(out, row);
      if (column.isNull(row)) {
        out.write(NULL);
      } else if (last >= 0 && sameBits(column.value(row), column.value(last))) {
        out.repeat(lastStart, lastEnd);
      } else {
        last = row;
        lastStart = out.size();
        JsonNumbers.write(out, column.value(row));
        lastEnd = out.size();
      }
    }
  }

  private static boolean sameBits(double a, double b) {
    return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
  }

  private static void writeValue(OutputBytes out, Column column, int row) {
    switch (column.type()) {
      case INT64 -> JsonNumbers.write(out, ((LongColumn) column).value(row));
      case BOOL -> out.write(((LongColumn) column).value(row) == 1 ? TRUE : FALSE);
      case TIMESTAMP -> writeInstant(out, ((LongColumn) column).value(row));
      case FLOAT64 -> JsonNumbers.write(out, ((DoubleColumn) column).value(row));
      case STRING -> writeString(out, ((StringColumn) column).value(row));
      case INT64_LIST, FLOAT64_LIST, STRING_LIST -> writeList(out, (ListColumn) column, row);
    }
  }

  private static void writeList(OutputBytes out, ListColumn column, int row) {
    out.write('[');
    int start = column.start(row);
    for (int i = 0; i < column.length(row); i++) {
      separate(out, i);
      writeValue(out, column.elements(), start + i);
    }
    out.write(']');
  }

  /** Writes text in quotes. */
  static void writeString(OutputBytes out, String text) {
    out.write('"');
    out.write(JsonStringEncoder.getInstance().quoteAsUTF8(text));
    out.write('"');
  }

  /** Writes an instant in quotes, as ISO 8601 in UTC. */
  static void writeInstant(OutputBytes out, long epochMillis) {
    out.write('"');
    out.write(ascii(ColumnBinding.text(epochMillis)));
    out.write('"');
  }

  /** Writes the comma before every element but the first. */
  static void separate(OutputBytes out, int index) {
    if (index > 0) {
      out.write(',');
    }
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
