package dev.tandem.pipelines;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.dataset.DatasetFolder;
import dev.tandem.pipelines.dataset.PartFile;
import dev.tandem.pipelines.shard.RowOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks into datasets. */
final class Datasets {
  private Datasets() {}

  /** All rows of a dataset of events or training rows, by time and identity. */
  static Table sorted(String root, List<Field> fields) {
    return RowOrder.byTime(read(root, fields));
  }

  /** All rows of a dataset, part by part. */
  static Table read(String root, List<Field> fields) {
    try {
      List<String> files = DatasetFolder.of(root).latest().orElseThrow().files();
      return files.isEmpty()
          ? Table.allocate(fields, 0)
          : PartFile.readAll(files, fields.stream().map(Field::name).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names and bytes of all parts. */
  static List<byte[]> bytes(String root) {
    return DatasetFolder.of(root).latest().orElseThrow().files().stream()
        .map(Datasets::fileBytes)
        .toList();
  }

  private static byte[] fileBytes(String file) {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every value of a table as text, doubles by their bits, for comparing tables. */
  static List<String> lines(Table table) {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      StringBuilder line = new StringBuilder();
      for (Field field : table.fields()) {
        line.append(field.name()).append('=').append(cell(table.column(field.name()), row));
        line.append(' ');
      }
      lines.add(line.toString());
    }
    return lines;
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
      return strings.value(row);
    }
    ListColumn list = (ListColumn) column;
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < list.length(row); i++) {
      elements.add(cell(list.elements(), list.start(row) + i));
    }
    return elements.toString();
  }
}
