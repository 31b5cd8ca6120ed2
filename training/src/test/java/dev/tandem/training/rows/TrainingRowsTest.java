package dev.tandem.training.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.arrow.Compression;
import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.dataset.LocalDatasetWriter;
import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Input.Kind;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.training.Funnels;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingRowsTest {
  private static final int WIDTH = 40;
  private static final int WIDE_ROWS = 100_000;

  @TempDir private Path folder;

  private static LocalDataset dataset(Path root, List<Table> chunks) throws IOException {
    try (LocalDatasetWriter writer =
        LocalDatasetWriter.open(root, chunks.get(0).fields(), Compression.NONE)) {
      for (Table chunk : chunks) {
        writer.write(chunk);
      }
      writer.publish(Map.of(), Optional.empty(), "f00d");
    }
    return LocalDataset.openLatest(root).orElseThrow();
  }

  private static List<Table> cut(Table table, int chunkRows) {
    List<Table> chunks = new ArrayList<>();
    for (int from = 0; from < table.rows(); from += chunkRows) {
      chunks.add(table.range(from, Math.min(table.rows(), from + chunkRows)));
    }
    return chunks;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 500, 1000})
  void of_anyChunks_andAnyStore_areTheSameRows(int chunkRows) throws IOException {
    Table table = Funnels.table(1000, 3, 4);
    try (TrainingRows expected = Funnels.rows(StoredRows.of(table), 3, 4);
        TrainingRows chunked = Funnels.rows(StoredRows.of(cut(table, chunkRows)), 3, 4);
        TrainingRows read =
            Funnels.rows(StoredRows.of(dataset(folder, cut(table, chunkRows))), 3, 4)) {
      assertEqual(chunked, expected);
      assertEqual(read, expected);
    }
  }

  private static void assertEqual(TrainingRows found, TrainingRows expected) {
    assertThat(found.inputs()).isEqualTo(expected.inputs());
    assertThat(found.split()).isEqualTo(expected.split());
    assertThat(found.validationFromMillis()).isEqualTo(expected.validationFromMillis());
    assertThat(found.testFromMillis()).isEqualTo(expected.testFromMillis());
    for (int row = 0; row < expected.size(); row++) {
      assertThat(ids(found, row)).isEqualTo(ids(expected, row));
      assertThat(dense(found, row)).isEqualTo(dense(expected, row));
    }
    for (int task = 0; task < Funnels.tasks().size(); task++) {
      assertThat(found.labels(task, 0, found.size()))
          .isEqualTo(expected.labels(task, 0, found.size()));
    }
  }

  private static int[] ids(TrainingRows rows, int row) {
    int[] ids = new int[rows.inputs().idWidth()];
    rows.ids(row, ids, 0);
    return ids;
  }

  private static float[] dense(TrainingRows rows, int row) {
    float[] dense = new float[rows.inputs().denseWidth()];
    rows.dense(row, dense, 0);
    return dense;
  }

  @Test
  void rows_afterClose_areRefused() {
    TrainingRows rows = Funnels.rows(60, 1, 1);
    rows.close();
    assertThatThrownBy(() -> rows.label(0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** Rows of {@link #WIDTH} numbers in a dataset that is written chunk by chunk. */
  private LocalDataset wide(List<Field> layout) throws IOException {
    List<Field> fields = new ArrayList<>(EventColumns.FIELDS);
    fields.addAll(layout);
    fields.add(new Field("label.bought", ValueType.BOOL));
    int chunkRows = WIDE_ROWS / 10;
    try (LocalDatasetWriter writer = LocalDatasetWriter.open(folder, fields, Compression.NONE)) {
      Table chunk = Table.allocate(fields, chunkRows);
      for (int from = 0; from < WIDE_ROWS; from += chunkRows) {
        for (int row = 0; row < chunkRows; row++) {
          ((LongColumn) chunk.column(EventColumns.TIME)).set(row, from + row);
          chunk.longs(EventColumns.ID_HI).set(row, 0);
          chunk.longs(EventColumns.ID_LO).set(row, from + row);
          chunk.longs("label.bought").set(row, row % 2);
          for (Field field : layout) {
            chunk.doubles(field.name()).set(row, (from + row) * 1e-3);
          }
        }
        writer.write(chunk);
      }
      writer.publish(Map.of(), Optional.empty(), "f00d");
    }
    return LocalDataset.openLatest(folder).orElseThrow();
  }

  private static long heapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void of_manyWideRows_keepsNoneOfThemInTheHeap() throws IOException {
    List<Field> layout = new ArrayList<>();
    List<Input> inputs = new ArrayList<>();
    for (int i = 0; i < WIDTH; i++) {
      layout.add(new Field("x" + i, ValueType.FLOAT64));
      inputs.add(new Input("x" + i, Kind.NUMERIC, Options.none()));
    }
    List<Task> tasks = List.of(new Task("bought", Task.Kind.BINARY, "bought", 1, Optional.empty()));
    StoredRows stored = StoredRows.of(wide(layout));
    long before = heapBytes();
    try (TrainingRows rows = TrainingRows.of(stored, layout, inputs, tasks, 0.1, 0.1)) {
      // As floats alone they would be 16 MB. 8192 rows at a time go through a buffer.
      assertThat(heapBytes() - before).isLessThan(4L << 20);
      assertThat(dense(rows, WIDE_ROWS - 1)).containsOnly(dense(rows, WIDE_ROWS - 1)[0]);
    }
  }
}
