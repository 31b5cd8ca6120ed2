package dev.tandem.features.declaration;

import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks a model's tasks: their labels, and which comes after which. */
final class TaskCheck {
  private final Findings findings;
  private final References references;

  TaskCheck(Findings findings, References references) {
    this.findings = findings;
    this.references = references;
  }

  void check(String path, List<Task> tasks, Optional<TrainingSet> set, Project project) {
    new Names(findings).check(path, tasks.stream().map(Task::name).toList());
    if (tasks.isEmpty()) {
      findings.reportUnlessFaulty(path, "empty, allowed: at least one task");
    }
    List<Task> before = new ArrayList<>();
    for (Task task : tasks) {
      String taskPath = FieldPath.of(path, task.name());
      label(taskPath, task, set, project);
      after(path, task, tasks, before);
      space(path, task, tasks);
      settings(taskPath, task);
      if (!(task.weight() > 0 && Double.isFinite(task.weight()))) {
        findings.report(
            taskPath + ".weight",
            Refusal.value(String.valueOf(task.weight()), "a number greater than 0"));
      }
      before.add(task);
    }
  }

  private void label(String path, Task task, Optional<TrainingSet> set, Project project) {
    if (set.isPresent() && !set.get().labels().contains(task.label())) {
      if (!findings.isFaulty("training_sets." + set.get().name() + ".labels")) {
        findings.report(path + ".label", Refusal.unknownName(task.label(), set.get().labels()));
      }
      return;
    }
    Optional<Label> label =
        project.labels().stream().filter(l -> l.name().equals(task.label())).findFirst();
    if (set.isEmpty()) {
      references.label(path + ".label", task.label());
    }
    label
        .filter(l -> !isFaulty(l))
        .flatMap(l -> LabelType.of(project, l))
        .filter(type -> (type == ValueType.BOOL) != (task.kind() == Task.Kind.BINARY))
        .ifPresent(type -> findings.report(path + ".kind", misfit(task, type)));
  }

  private boolean isFaulty(Label label) {
    String path = "labels." + label.name();
    return findings.isFaulty(path + ".value") || findings.isFaulty(path + ".of_row");
  }

  private static String misfit(Task task, ValueType type) {
    return type == ValueType.BOOL
        ? task.kind().declaredName()
            + ", but label '"
            + task.label()
            + "' has no value; allowed: binary"
        : "binary, but label '"
            + task.label()
            + "' has a value; allowed: regression, multiclass, ziln";
  }

  private void after(String path, Task task, List<Task> tasks, List<Task> before) {
    if (task.after().isEmpty()) {
      return;
    }
    String name = task.after().get();
    String place = path + "." + task.name() + ".after";
    Optional<Task> found = references.find(place, name, path, tasks, Task::name);
    if (found.isEmpty()) {
      return;
    }
    if (leadsBack(task, tasks)) {
      findings.report(place, "'" + task.name() + "' comes after itself, by way of '" + name + "'");
    } else if (!before.contains(found.get()) && !leadsBack(found.get(), tasks)) {
      findings.report(
          place, "'" + name + "' stands behind '" + task.name() + "', but comes before it");
    } else if (found.get().kind() != Task.Kind.BINARY) {
      findings.report(place, "'" + name + "' is not binary, so it cannot happen or not happen");
    }
  }

  private void space(String path, Task task, List<Task> tasks) {
    if (task.space().isEmpty()) {
      return;
    }
    String place = FieldPath.of(path, task.name()) + ".space";
    Optional<Task> found = references.find(place, task.space().get(), path, tasks, Task::name);
    if (found.isPresent() && found.get().equals(task)) {
      findings.report(place, "'" + task.name() + "' cannot be its own sample space");
    } else if (found.isPresent() && found.get().kind() != Task.Kind.BINARY) {
      findings.report(
          place, "'" + found.get().name() + "' is not binary, so it has no rows where it happened");
    }
  }

  private void settings(String path, Task task) {
    List<String> known = task.kind().settings();
    for (String name : task.options().values().keySet()) {
      if (!known.contains(name)) {
        findings.report(
            FieldPath.of(path, name), "no setting of a " + task.kind().declaredName() + " task");
      }
    }
    switch (task.kind()) {
      case REGRESSION -> ascending(path, Task.RANGE, task, 2, 2);
      case MULTICLASS -> ascending(path, Task.CLASSES, task, 2, Integer.MAX_VALUE);
      case BINARY, ZILN -> {}
    }
    if (task.kind() == Task.Kind.MULTICLASS && !task.options().values().containsKey(Task.CLASSES)) {
      findings.report(path + "." + Task.CLASSES, "missing, expected the values of the label");
    }
  }

  private void ascending(String path, String name, Task task, int least, int most) {
    List<String> set = task.options().texts(name, List.of());
    if (task.options().values().containsKey(name) && !isAscending(set, least, most)) {
      findings.report(
          FieldPath.of(path, name),
          Refusal.value(
              String.join(", ", set),
              (most == least ? String.valueOf(least) : least + " or more")
                  + " numbers in ascending order"));
    }
  }

  private static boolean isAscending(List<String> set, int least, int most) {
    double before = Double.NEGATIVE_INFINITY;
    for (String text : set) {
      Optional<Double> number = number(text);
      if (number.filter(Double::isFinite).isEmpty() || number.get() <= before) {
        return false;
      }
      before = number.get();
    }
    return set.size() >= least && set.size() <= most;
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.valueOf(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** True if following {@code after} from the task leads back to it. */
  private static boolean leadsBack(Task task, List<Task> tasks) {
    Optional<Task> at = Optional.of(task);
    for (int step = 0; step < tasks.size() && at.isPresent(); step++) {
      Optional<String> previous = at.get().after();
      at = tasks.stream().filter(t -> previous.equals(Optional.of(t.name()))).findFirst();
      if (at.equals(Optional.of(task))) {
        return true;
      }
    }
    return false;
  }
}
