package dev.tandem.training;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.rows.TrainingRows;
import java.util.List;

/** Rows of a {@link Funnel} for tests of other packages. */
public final class Funnels {
  private Funnels() {}

  public static List<Task> tasks() {
    return Funnel.tasks();
  }

  public static TrainingRows rows(int rows, int categories, int numbers) {
    Funnel funnel = new Funnel(rows, categories, numbers, 3);
    return TrainingRows.of(
        funnel.table(), funnel.layout(), funnel.inputs(), Funnel.tasks(), 0.1, 0.1);
  }
}
