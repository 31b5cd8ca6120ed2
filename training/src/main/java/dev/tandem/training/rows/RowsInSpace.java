package dev.tandem.training.rows;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Rows of which one label is null wherever another is not 1: the sample space of a task that is
 * learnt without the task that its space names.
 *
 * @param label the column that is null outside the space
 * @param space the column that is 1 inside the space, a bool
 */
public record RowsInSpace(StoredRows all, String label, String space) implements StoredRows {
  @Override
  public long size() {
    return all.size();
  }

  @Override
  public List<Field> fields() {
    return all.fields();
  }

  @Override
  public void forEachChunk(List<String> columns, Consumer<Table> action) {
    if (!columns.contains(label)) {
      all.forEachChunk(columns, action);
      return;
    }
    Set<String> read = new LinkedHashSet<>(columns);
    read.add(space);
    all.forEachChunk(List.copyOf(read), chunk -> action.accept(masked(chunk).project(columns)));
  }

  private Table masked(Table chunk) {
    Column inside = chunk.column(label).select(IntStream.range(0, chunk.rows()).toArray());
    LongColumn happened = chunk.longs(space);
    for (int row = 0; row < chunk.rows(); row++) {
      if (happened.isNull(row) || happened.value(row) != 1) {
        inside.setNull(row);
      }
    }
    Table.Builder table = Table.builder(chunk.rows());
    for (Field field : chunk.fields()) {
      table.add(field.name(), field.name().equals(label) ? inside : chunk.column(field.name()));
    }
    return table.build();
  }
}
