package dev.tandem.features.search;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.features.declaration.Task;
import java.util.List;
import java.util.StringJoiner;

/**
 * The sections of a model's declaration that a search has changed, as YAML that can replace them
 * under {@code models.NAME}.
 */
public final class DeclaredSections {
  private final SearchSpace space;
  private final Model model;
  private final StringBuilder yaml = new StringBuilder();

  private DeclaredSections(SearchSpace space, Model model) {
    this.space = space;
    this.model = model;
  }

  /**
   * The sections of a model with a setting in the space: exchangeable parts and {@code training} as
   * a whole, of tasks and inputs those that may have changed. Ends with a line break.
   */
  public static String yaml(SearchSpace space, Model model) {
    return new DeclaredSections(space, model).write();
  }

  private String write() {
    List<Input> inputs = model.inputs().stream().filter(this::mayHaveChanged).toList();
    if (!inputs.isEmpty()) {
      yaml.append("inputs:\n");
      inputs.forEach(this::input);
    }
    List<Task> tasks = model.tasks().stream().filter(this::mayHaveChanged).toList();
    if (!tasks.isEmpty()) {
      yaml.append("tasks:\n");
      tasks.forEach(this::task);
    }
    for (ModelPart part : ModelPart.values()) {
      if (has(part.declaredName())) {
        line(part.declaredName(), SettingValue.Part.yaml(part.of(model)));
      }
    }
    if (has("training")) {
      line("training", "{" + SettingValue.Part.settings(model.training()) + "}");
    }
    return yaml.toString();
  }

  /** True if one of the space's settings is this section or in it. */
  private boolean has(String section) {
    return space.dimensions().stream()
        .map(dimension -> dimension.setting().path())
        .anyMatch(path -> path.equals(section) || path.startsWith(section + "."));
  }

  private boolean mayHaveChanged(Input input) {
    return space.dimensions().stream()
        .anyMatch(
            dimension ->
                dimension.setting() instanceof ModelSetting.OfInput setting
                    && setting.feature().equals(input.feature()));
  }

  private boolean mayHaveChanged(Task task) {
    return space.dimensions().stream()
        .anyMatch(
            dimension ->
                dimension.setting() instanceof ModelSetting.OfTask setting
                    && setting.task().equals(task.name()));
  }

  private void input(Input input) {
    Choice named = new Choice(input.kind().declaredName(), input.options());
    line("  " + YamlNotation.scalar(input.feature()), mapping("kind", named));
  }

  private void task(Task task) {
    StringJoiner settings = new StringJoiner(", ", "{", "}");
    settings.add("kind: " + task.kind().declaredName());
    settings.add("label: " + YamlNotation.scalar(task.label()));
    task.after().ifPresent(after -> settings.add("after: " + YamlNotation.scalar(after)));
    task.space().ifPresent(space -> settings.add("space: " + YamlNotation.scalar(space)));
    settings.add("weight: " + number(task.weight()));
    if (!task.options().values().isEmpty()) {
      settings.add(SettingValue.Part.settings(task.options()));
    }
    line("  " + YamlNotation.scalar(task.name()), settings.toString());
  }

  private static String mapping(String key, Choice choice) {
    String settings = SettingValue.Part.settings(choice.options());
    return "{" + key + ": " + choice.name() + (settings.isEmpty() ? "" : ", " + settings) + "}";
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }

  private void line(String key, String value) {
    yaml.append(key).append(": ").append(value).append('\n');
  }
}
