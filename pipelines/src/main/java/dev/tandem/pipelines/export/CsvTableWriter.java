package dev.tandem.pipelines.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;

/**
 * Writes tables as CSV (RFC 4180) in UTF-8 with a header.
 *
 * <table>
 *   <caption>Values</caption>
 *   <tr><td>null</td><td>nothing; an empty string is {@code ""}</td></tr>
 *   <tr><td>float64</td><td>a decimal that is read back as the same bits</td></tr>
 *   <tr><td>bool</td><td>{@code true} or {@code false}</td></tr>
 *   <tr><td>timestamp</td><td>ISO 8601 with milliseconds in UTC</td></tr>
 *   <tr><td>…_list</td><td>a JSON array</td></tr>
 * </table>
 */
final class CsvTableWriter implements TableWriter {
  private static final int MILLISECOND_DIGITS = 3;
  private static final DateTimeFormatter ISO_MILLIS =
      new DateTimeFormatterBuilder().appendInstant(MILLISECOND_DIGITS).toFormatter();

  private final CsvWriter csv;
  private final String[] cells;

  /** A writer into a stream, which it takes over and closes. */
  CsvTableWriter(OutputStream out, List<Field> fields) {
    this.csv =
        CsvWriter.builder().quoteStrategy(QuoteStrategies.EMPTY).build(out, StandardCharsets.UTF_8);
    this.cells = new String[fields.size()];
    csv.writeRecord(fields.stream().map(Field::name).toList());
  }

  @Override
  public void write(Table table) {
    List<Column> columns = table.fields().stream().map(f -> table.column(f.name())).toList();
    for (int row = 0; row < table.rows(); row++) {
      for (int i = 0; i < cells.length; i++) {
        cells[i] = columns.get(i).isNull(row) ? null : cell(columns.get(i), row);
      }
      csv.writeRecord(cells);
    }
  }

  private static String cell(Column column, int row) {
    return column instanceof ListColumn lists ? array(lists, row) : scalar(column, row);
  }

  private static String scalar(Column column, int row) {
    return switch (column.type()) {
      case INT64 -> Long.toString(((LongColumn) column).value(row));
      case FLOAT64 -> Double.toString(((DoubleColumn) column).value(row));
      case STRING -> ((StringColumn) column).value(row);
      case BOOL -> ((LongColumn) column).value(row) != 0 ? "true" : "false";
      case TIMESTAMP -> ISO_MILLIS.format(Instant.ofEpochMilli(((LongColumn) column).value(row)));
      case INT64_LIST, FLOAT64_LIST, STRING_LIST ->
          throw new IllegalArgumentException("there are no lists of lists");
    };
  }

  private static String array(ListColumn lists, int row) {
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < lists.length(row); i++) {
      json.append(i == 0 ? "" : ",");
      String element = scalar(lists.elements(), lists.start(row) + i);
      if (lists.type() == ValueType.STRING_LIST) {
        appendQuoted(element, json);
      } else {
        json.append(element);
      }
    }
    return json.append(']').toString();
  }

  private static void appendQuoted(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }

  @Override
  public void finish() throws IOException {
    csv.flush();
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
