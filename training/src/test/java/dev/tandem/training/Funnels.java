package dev.tandem.training;

import dev.tandem.features.declaration.Task;
import dev.tandem.features.table.Table;
import dev.tandem.training.rows.StoredRows;
import dev.tandem.training.rows.TrainingRows;
import java.util.List;

/** Rows of a {@link Funnel} for tests of other packages. */
public final class Funnels {
  private static final int SEED = 3;

  private Funnels() {}

  public static List<Task> tasks() {
    return Funnel.tasks();
  }

  public static Table table(int rows, int categories, int numbers) {
    return new Funnel(rows, categories, numbers, SEED).table();
  }

  public static TrainingRows rows(int rows, int categories, int numbers) {
    return rows(StoredRows.of(table(rows, categories, numbers)), categories, numbers);
  }

  /** The rows of such a table, wherever they are stored. */
  public static TrainingRows rows(StoredRows stored, int categories, int numbers) {
    Funnel funnel = new Funnel(1, categories, numbers, SEED);
    return TrainingRows.of(stored, funnel.layout(), funnel.inputs(), Funnel.tasks(), 0.1, 0.1);
  }
}
