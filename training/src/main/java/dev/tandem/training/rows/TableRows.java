package dev.tandem.training.rows;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.util.List;
import java.util.function.Consumer;

/** Rows in memory. */
record TableRows(List<Table> chunks) implements StoredRows {
  TableRows {
    chunks = List.copyOf(chunks);
  }

  @Override
  public long size() {
    return chunks.stream().mapToLong(Table::rows).sum();
  }

  @Override
  public List<Field> fields() {
    return chunks.get(0).fields();
  }

  @Override
  public void forEachChunk(List<String> columns, Consumer<Table> action) {
    chunks.forEach(chunk -> action.accept(chunk.project(columns)));
  }
}
