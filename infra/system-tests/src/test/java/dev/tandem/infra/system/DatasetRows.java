package dev.tandem.infra.system;

import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks into datasets. */
final class DatasetRows {
  private DatasetRows() {}

  /** The newest snapshot of the dataset in a folder. */
  static LocalDataset newest(Path folder) {
    try {
      return LocalDataset.openLatest(folder).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of all parts, as hexadecimal checksums. */
  static List<String> checksums(Path folder) {
    return newest(folder).manifest().parts().stream().map(part -> part.sha256()).toList();
  }

  /** Every value of every row in words, doubles by their bits, by the row's identity. */
  static Map<String, String> byIdentity(Path folder) {
    Table table;
    try {
      table = newest(folder).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> rows = new TreeMap<>();
    for (int row = 0; row < table.rows(); row++) {
      String identity =
          table.longs(EventColumns.ID_HI).value(row)
              + "/"
              + table.longs(EventColumns.ID_LO).value(row);
      if (rows.put(identity, line(table, row)) != null) {
        throw new IllegalStateException("row " + identity + " stands twice in " + folder);
      }
    }
    return rows;
  }

  private static String line(Table table, int row) {
    StringBuilder line = new StringBuilder();
    for (Field field : table.fields()) {
      line.append(field.name())
          .append('=')
          .append(cell(table.column(field.name()), row))
          .append(' ');
    }
    return line.toString();
  }

  private static String cell(Column column, int row) {
    if (column.isNull(row)) {
      return "null";
    }
    if (column instanceof LongColumn longs) {
      return Long.toString(longs.value(row));
    }
    if (column instanceof DoubleColumn doubles) {
      return Long.toHexString(Double.doubleToRawLongBits(doubles.value(row)));
    }
    if (column instanceof StringColumn strings) {
      return "'" + strings.value(row) + "'";
    }
    ListColumn list = (ListColumn) column;
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < list.length(row); i++) {
      elements.add(cell(list.elements(), list.start(row) + i));
    }
    return elements.toString();
  }
}
