package dev.tandem.infra.benchmarks.training;

import dev.tandem.features.arrow.Compression;
import dev.tandem.features.dataset.LocalDatasetWriter;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.training.rows.LabelColumns;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Made-up rows, written as a training set for Tandem and with the same numbers as a plain file for
 * its peer.
 *
 * <p>A fifth of the labels are 1, by chance.
 *
 * @param entries embedding rows in all
 */
record WorkloadRows(Workload workload, int entries, int rows) {
  private static final int CHUNK_ROWS = 50_000;
  private static final long SEED = 7;

  /** Writes the training set. */
  void writeDataset(Path folder) throws IOException {
    List<Field> fields = new ArrayList<>(EventColumns.FIELDS);
    fields.addAll(workload.layout());
    workload.labels().forEach(l -> fields.add(new Field(LabelColumns.name(l), ValueType.BOOL)));
    SplittableRandom random = new SplittableRandom(SEED);
    int[] ids = new int[workload.fields()];
    try (LocalDatasetWriter writer = LocalDatasetWriter.open(folder, fields, Compression.NONE)) {
      for (int from = 0; from < rows; from += CHUNK_ROWS) {
        Table chunk = Table.allocate(fields, Math.min(CHUNK_ROWS, rows - from));
        for (int i = 0; i < chunk.rows(); i++) {
          int labels = fill(from + i, ids, random);
          set(chunk, i, from + i, ids, labels);
        }
        writer.write(chunk);
      }
      writer.publish(Map.of(), Optional.empty(), workload.label() + entries + "x" + rows);
    }
  }

  /** Writes the peer's file: for each row its ids as int32, then its labels as float32. */
  void writePlain(Path file) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    int[] ids = new int[workload.fields()];
    int tasks = workload.labels().size();
    ByteBuffer row =
        ByteBuffer.allocate((ids.length + tasks) * Integer.BYTES).order(ByteOrder.nativeOrder());
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (int i = 0; i < rows; i++) {
        int labels = fill(i, ids, random);
        row.clear();
        for (int field = 0; field < ids.length; field++) {
          row.putInt(ids[field] + workload.firstEntry(field, entries));
        }
        for (int task = 0; task < tasks; task++) {
          row.putFloat(labels >> task & 1);
        }
        out.write(row.array());
      }
    }
  }

  /** Makes the values of a row; returns its labels, a bit for each. */
  private int fill(int row, int[] ids, SplittableRandom random) {
    workload.fill(row, entries, ids, random);
    int labels = 0;
    for (int task = 0; task < workload.labels().size(); task++) {
      labels |= random.nextInt(5) == 0 ? 1 << task : 0;
    }
    return labels;
  }

  private void set(Table chunk, int i, int row, int[] ids, int labels) {
    chunk.longs(EventColumns.TIME).set(i, row);
    chunk.longs(EventColumns.ID_HI).set(i, 0);
    chunk.longs(EventColumns.ID_LO).set(i, row);
    int at = 0;
    for (Field feature : workload.layout()) {
      if (feature.type() == ValueType.INT64_LIST) {
        ListColumn list = (ListColumn) chunk.column(feature.name());
        int start = list.set(i, ids.length - at);
        while (at < ids.length) {
          ((LongColumn) list.elements()).set(start++, ids[at++]);
        }
      } else {
        chunk.longs(feature.name()).set(i, ids[at++]);
      }
    }
    for (int task = 0; task < workload.labels().size(); task++) {
      chunk.longs(LabelColumns.name(workload.labels().get(task))).set(i, labels >> task & 1);
    }
  }
}
