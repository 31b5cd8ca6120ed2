package dev.tandem.features.yaml;

import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the tasks of a model, and puts each behind the one it comes after. */
final class TaskReader {
  static final List<String> KEYS = List.of("kind", "label", "after", "space", "weight");

  /** The keys of a task with the settings of each kind. */
  static final List<String> ALL_KEYS =
      Stream.concat(
              KEYS.stream(), Arrays.stream(Task.Kind.values()).flatMap(k -> k.settings().stream()))
          .toList();

  private static final List<String> KINDS =
      Arrays.stream(Task.Kind.values()).map(Task.Kind::declaredName).toList();

  List<Task> read(YamlMapping model) {
    model.require("tasks", "a mapping from names to tasks");
    return ordered(
        model.each(
            "tasks",
            named ->
                named
                    .value()
                    .mapping("a mapping with: kind, label")
                    .flatMap(task -> task(named.name(), task.allowOnly(ALL_KEYS)))));
  }

  private static Optional<Task> task(String name, YamlMapping task) {
    String label = task.requireText("label", "the name of a label");
    Optional<String> after = task.find("after").flatMap(v -> v.text("the name of a task"));
    Optional<String> space = task.find("space").flatMap(v -> v.text("the name of a task"));
    double weight = task.find("weight").flatMap(YamlValue::number).orElse(1.0);
    Options options = new OptionsReader().read(task, KEYS);
    return task.require("kind", String.join(", ", KINDS))
        .flatMap(value -> value.oneOf(KINDS, Task.Kind::parse))
        .map(kind -> new Task(name, kind, label, weight, after, space, options));
  }

  /** The declared order, but for tasks that must wait; those of a cycle stay at the end. */
  private static List<Task> ordered(List<Task> declared) {
    List<Task> waiting = new ArrayList<>(declared);
    List<Task> ordered = new ArrayList<>();
    Optional<Task> next = next(waiting);
    while (next.isPresent()) {
      ordered.add(next.get());
      waiting.remove(next.get());
      next = next(waiting);
    }
    ordered.addAll(waiting);
    return ordered;
  }

  private static Optional<Task> next(List<Task> waiting) {
    List<String> names = waiting.stream().map(Task::name).toList();
    return waiting.stream().filter(t -> t.after().filter(names::contains).isEmpty()).findFirst();
  }
}
