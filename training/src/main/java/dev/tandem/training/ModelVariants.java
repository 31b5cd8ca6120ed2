package dev.tandem.training;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.training.rows.TrainingRows;
import java.util.List;
import java.util.Optional;

/**
 * Trains variants of one model on the same rows, which are read once, and prepared once for all
 * variants that read them alike. Nothing is published. Thread-safe.
 */
public final class ModelVariants {
  private final ModelTrainer trainer;
  private final List<Field> layout;
  private final Table table;
  private final String fingerprint;
  private Optional<Prepared> shared = Optional.empty();

  ModelVariants(ModelTrainer trainer, List<Field> layout, Table table, String fingerprint) {
    this.trainer = trainer;
    this.layout = List.copyOf(layout);
    this.table = table;
    this.fingerprint = fingerprint;
  }

  /** Rows, and what they were prepared for. */
  private record Prepared(List<Input> inputs, List<Task> tasks, TrainingRows rows) {
    boolean isFor(Model model) {
      return inputs.equals(model.inputs()) && tasks.equals(unweighted(model));
    }
  }

  /** Identifies the snapshot of the training set that is read. */
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * Begins the training of a variant; the caller closes it.
   *
   * @param model differs from other variants in anything but its training set and the shares of the
   *     split
   * @throws dev.tandem.features.declaration.InvalidDeclarationException if a part of the model does
   *     not exist, has a wrong setting, or does not fit the rows
   */
  public PausableTraining begin(Model model, ProgressListener listener) {
    return trainer.begin(model, rows(model), listener);
  }

  private synchronized TrainingRows rows(Model model) {
    if (shared.isPresent()) {
      return shared.get().isFor(model)
          ? shared.get().rows()
          : trainer.prepare(model, layout, table);
    }
    TrainingRows rows = trainer.prepare(model, layout, table);
    shared = Optional.of(new Prepared(model.inputs(), unweighted(model), rows));
    return rows;
  }

  /** The tasks as rows see them: the weight of a loss changes no row. */
  private static List<Task> unweighted(Model model) {
    return model.tasks().stream()
        .map(t -> new Task(t.name(), t.kind(), t.label(), 1, t.after(), t.space(), t.options()))
        .toList();
  }
}
