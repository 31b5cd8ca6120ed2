package dev.tandem.features.search;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.features.declaration.Task;
import java.util.List;
import java.util.function.UnaryOperator;

/** One setting of a model, named by its path under {@code models.NAME}. */
public sealed interface ModelSetting {
  /** The setting of an exchangeable part that chooses it, while its other settings stay. */
  String NAME = "name";

  /** The setting of a task that is the factor of its loss. */
  String WEIGHT = "weight";

  /** The path, for example {@code optimizer.learning_rate}. */
  String path();

  /**
   * The model with this setting changed.
   *
   * @throws IllegalArgumentException if the value is of the wrong form, or the model has no such
   *     task or input
   */
  Model set(Model model, SettingValue value);

  /** A whole exchangeable part; it replaces the declared one and all its settings. */
  record OfPart(ModelPart part) implements ModelSetting {
    @Override
    public String path() {
      return part.declaredName();
    }

    @Override
    public Model set(Model model, SettingValue value) {
      Choice choice = value.part().orElseThrow(() -> wrong(path(), value, "a name"));
      return part.with(model, choice);
    }
  }

  /** A setting of an exchangeable part, or its {@link #NAME}. */
  record OfPartSetting(ModelPart part, String name) implements ModelSetting {
    @Override
    public String path() {
      return part.declaredName() + "." + name;
    }

    @Override
    public Model set(Model model, SettingValue value) {
      Choice now = part.of(model);
      return part.with(
          model,
          name.equals(NAME)
              ? new Choice(single(path(), value), now.options())
              : new Choice(now.name(), now.options().with(name, value.texts())));
    }
  }

  /** A setting of the run, such as {@code training.batch_size}. */
  record OfTraining(String name) implements ModelSetting {
    @Override
    public String path() {
      return "training." + name;
    }

    @Override
    public Model set(Model model, SettingValue value) {
      return model.withTraining(model.training().with(name, value.texts()));
    }
  }

  /** A task's {@link #WEIGHT}, or a setting of its kind. */
  record OfTask(String task, String name) implements ModelSetting {
    @Override
    public String path() {
      return "tasks." + task + "." + name;
    }

    @Override
    public Model set(Model model, SettingValue value) {
      List<Task> tasks =
          replaced(path(), model.tasks(), t -> t.name().equals(task), t -> set(t, value));
      return model.withTasks(tasks);
    }

    private Task set(Task now, SettingValue value) {
      boolean weight = name.equals(WEIGHT);
      return new Task(
          now.name(),
          now.kind(),
          now.label(),
          weight ? number(path(), value) : now.weight(),
          now.after(),
          now.space(),
          weight ? now.options() : now.options().with(name, value.texts()));
    }
  }

  /** A setting of an input, such as {@code inputs.user_id.dimension}. */
  record OfInput(String feature, String name) implements ModelSetting {
    @Override
    public String path() {
      return "inputs." + feature + "." + name;
    }

    @Override
    public Model set(Model model, SettingValue value) {
      List<Input> inputs =
          replaced(
              path(),
              model.inputs(),
              i -> i.feature().equals(feature),
              i -> new Input(i.feature(), i.kind(), i.options().with(name, value.texts())));
      return model.withInputs(inputs);
    }
  }

  private static <T> List<T> replaced(
      String path, List<T> all, java.util.function.Predicate<T> wanted, UnaryOperator<T> change) {
    if (all.stream().noneMatch(wanted)) {
      throw new IllegalArgumentException(path + ": the model has no such part");
    }
    return all.stream().map(one -> wanted.test(one) ? change.apply(one) : one).toList();
  }

  private static String single(String path, SettingValue value) {
    if (!(value instanceof SettingValue.Scalar scalar)) {
      throw wrong(path, value, "one value");
    }
    return scalar.text();
  }

  private static double number(String path, SettingValue value) {
    try {
      return Double.parseDouble(single(path, value));
    } catch (NumberFormatException e) {
      throw wrong(path, value, "a number");
    }
  }

  private static IllegalArgumentException wrong(String path, SettingValue value, String allowed) {
    return new IllegalArgumentException(path + ": found " + value.yaml() + ", allowed: " + allowed);
  }
}
