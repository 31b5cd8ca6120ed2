package dev.tandem.training;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.table.Field;
import dev.tandem.training.rows.StoredRows;
import dev.tandem.training.rows.TrainingRows;
import java.util.List;
import java.util.Optional;

/**
 * Trains variants of one model on the same rows, which are read once, and prepared once for all
 * variants that read them alike. Nothing is published. Thread-safe; close it to give the rows'
 * space back, once all trainings are closed.
 */
public final class ModelVariants implements AutoCloseable {
  private final ModelTrainer trainer;
  private final List<Field> layout;
  private final StoredRows stored;
  private final String fingerprint;
  private Optional<Prepared> shared = Optional.empty();

  ModelVariants(ModelTrainer trainer, List<Field> layout, StoredRows stored, String fingerprint) {
    this.trainer = trainer;
    this.layout = List.copyOf(layout);
    this.stored = stored;
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
    Optional<TrainingRows> ready = sharedFor(model);
    if (ready.isPresent()) {
      return trainer.begin(model, ready.get(), listener, () -> {});
    }
    TrainingRows own = trainer.prepare(model, layout, stored);
    try {
      return trainer.begin(model, own, listener, own::close);
    } catch (RuntimeException e) {
      own.close();
      throw e;
    }
  }

  /** The rows that the first variant was given, if this one reads them alike. */
  private synchronized Optional<TrainingRows> sharedFor(Model model) {
    if (shared.isEmpty()) {
      TrainingRows rows = trainer.prepare(model, layout, stored);
      shared = Optional.of(new Prepared(model.inputs(), unweighted(model), rows));
    }
    return shared.filter(prepared -> prepared.isFor(model)).map(Prepared::rows);
  }

  /** The tasks as rows see them: the weight of a loss changes no row. */
  private static List<Task> unweighted(Model model) {
    return model.tasks().stream()
        .map(t -> new Task(t.name(), t.kind(), t.label(), 1, t.after(), t.space(), t.options()))
        .toList();
  }

  @Override
  public synchronized void close() {
    shared.ifPresent(prepared -> prepared.rows().close());
    shared = Optional.empty();
  }
}
