package dev.tandem.infra.benchmarks.trainingset;

import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.infra.benchmarks.process.BenchmarkFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/** A training set of Tandem, row by row in the order of the events' numbers. */
final class TrainingRows {
  private final Table table;
  private final int[] order;

  private TrainingRows(Table table, int[] order) {
    this.table = table;
    this.order = order;
  }

  /** Reads some columns of the newest training set in a folder. */
  static TrainingRows read(Path folder, List<String> columns) throws IOException {
    LocalDataset dataset =
        LocalDataset.openLatest(folder)
            .orElseThrow(() -> new BenchmarkFailedException("no training set in " + folder));
    Table table = dataset.read(columns);
    LongColumn numbers = table.longs("event_id");
    int[] order =
        IntStream.range(0, table.rows())
            .boxed()
            .sorted(Comparator.comparingLong(numbers::value))
            .mapToInt(Integer::intValue)
            .toArray();
    return new TrainingRows(table, order);
  }

  int size() {
    return order.length;
  }

  /** The value of a column in the row of this rank: a number, a text, or null. */
  Object value(String column, int rank) {
    Column values = table.column(column);
    int row = order[rank];
    return values.isNull(row) ? null : present(values, row);
  }

  private static Object present(Column values, int row) {
    if (values instanceof LongColumn longs) {
      return longs.value(row);
    }
    if (values instanceof DoubleColumn doubles) {
      return doubles.value(row);
    }
    if (values instanceof StringColumn strings) {
      return strings.value(row);
    }
    ListColumn lists = (ListColumn) values;
    StringJoiner text = new StringJoiner(" ");
    for (int i = 0; i < lists.length(row); i++) {
      text.add(String.valueOf(present(lists.elements(), lists.start(row) + i)));
    }
    return text.toString();
  }
}
