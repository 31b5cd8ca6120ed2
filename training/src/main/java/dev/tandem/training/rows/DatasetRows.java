package dev.tandem.training.rows;

import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

/** Rows in the files of a dataset, which are read again each time. */
record DatasetRows(LocalDataset dataset) implements StoredRows {

  @Override
  public long size() {
    return dataset.manifest().rows();
  }

  @Override
  public List<Field> fields() {
    return dataset.manifest().fields();
  }

  @Override
  public void forEachChunk(List<String> columns, Consumer<Table> action) {
    try {
      dataset.forEachBatch(columns, action);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
