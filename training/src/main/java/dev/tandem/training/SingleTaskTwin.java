package dev.tandem.training;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.rows.LabelColumns;
import dev.tandem.training.rows.RowsInSpace;
import dev.tandem.training.rows.StoredRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One task of a model on its own: what the model is compared with to see what its tasks gain from
 * each other.
 *
 * <p>It has the model's inputs, optimizer and settings of the run, and towers as deep and wide as
 * what a task goes through in the model, as far as the declared settings say so. It shares nothing,
 * not even embeddings, and its best epoch is its own.
 *
 * @param architecture one that has the settings {@code tower} and {@code dropout}
 */
record SingleTaskTwin(Model model, Task task, String architecture) {
  /** The settings of layers that a task goes through, from the inputs on. */
  private static final List<String> LAYERS = List.of("bottom", "expert", "tower");

  private static final String METRIC = "metric";

  /** The model of the one task. */
  Model alone() {
    Task freed =
        new Task(
            task.name(),
            task.kind(),
            task.label(),
            task.weight(),
            Optional.empty(),
            Optional.empty(),
            task.options());
    return model
        .withTasks(List.of(freed))
        .withArchitecture(new Choice(architecture, towers()))
        .withWeighting(Optional.empty())
        .withTraining(training());
  }

  /** The rows as the task sees them: without the task that its space names, there is no label. */
  StoredRows rows(StoredRows all) {
    return model.tasks().stream()
        .filter(other -> task.space().filter(other.name()::equals).isPresent())
        .findFirst()
        .<StoredRows>map(
            other ->
                new RowsInSpace(
                    all, LabelColumns.name(task.label()), LabelColumns.name(other.label())))
        .orElse(all);
  }

  private Options towers() {
    Map<String, List<String>> declared = model.architecture().options().values();
    Map<String, List<String>> options = new LinkedHashMap<>();
    List<String> widths =
        LAYERS.stream()
            .flatMap(layers -> declared.getOrDefault(layers, List.of()).stream())
            .toList();
    if (!widths.isEmpty()) {
      options.put("tower", widths);
    }
    if (declared.containsKey("dropout")) {
      options.put("dropout", declared.get("dropout"));
    }
    return new Options(options);
  }

  /** The model's settings; a metric of another task means nothing here. */
  private Options training() {
    return model.training().text(METRIC, "").startsWith(task.name() + ".")
        ? model.training()
        : model.training().without(List.of(METRIC));
  }
}
