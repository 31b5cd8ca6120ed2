package dev.tandem.features.yaml;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Refusal;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.search.ModelPart;
import dev.tandem.features.search.ModelSetting;
import dev.tandem.features.search.SearchSpace;
import dev.tandem.features.search.SearchSpace.Dimension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the space that a search for better settings of a model may try: a mapping from paths of
 * settings, as they stand under {@code models.NAME}, to ranges.
 */
public final class SearchSpaceReader {
  private static final List<String> SECTIONS =
      List.of("architecture", "optimizer", "weighting", "training", "tasks", "inputs");

  /** Settings of a run that decide what a trial is judged by, or how long it may take. */
  private static final List<String> FIXED_IN_TRAINING =
      List.of("epochs", "validation_share", "test_share", "seed", "threads", "metric", "group");

  private final String file;
  private final Model model;
  private final Reading reading;

  private SearchSpaceReader(String file, Model model, Reading reading) {
    this.file = file;
    this.model = model;
    this.reading = reading;
  }

  /**
   * Reads a space.
   *
   * @param model whose settings are searched
   * @throws InvalidDeclarationException with every mistake in the file, in the order of their lines
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static SearchSpace read(Path file, Model model) {
    YamlText text = YamlText.read(file);
    Reading reading = new Reading(file.toString());
    SearchSpace space =
        new YamlValue(text.compose(), "", reading)
            .mapping("a mapping from settings, such as optimizer.learning_rate, to ranges")
            .map(root -> new SearchSpaceReader(file.toString(), model, reading).space(root))
            .orElseGet(() -> new SearchSpace(Optional.empty(), List.of()));
    if (!reading.problems().isEmpty()) {
      throw new InvalidDeclarationException(reading.problems());
    }
    return space;
  }

  private SearchSpace space(YamlMapping root) {
    List<Dimension> dimensions = new ArrayList<>();
    root.entries()
        .forEach(
            (path, value) -> {
              Optional<ModelSetting> setting = setting(path);
              new RangeReader(setting)
                  .read(value)
                  .filter(range -> setting.isPresent())
                  .ifPresent(
                      range ->
                          dimensions.add(
                              new Dimension(setting.orElseThrow(), range, reading.lineOf(path))));
            });
    if (root.entries().isEmpty()) {
      reading.report("", "no settings, allowed: a mapping from settings to ranges");
    }
    return new SearchSpace(Optional.of(file), dimensions);
  }

  private Optional<ModelSetting> setting(String path) {
    int dot = path.indexOf('.');
    String section = dot < 0 ? path : path.substring(0, dot);
    String rest = dot < 0 ? "" : path.substring(dot + 1);
    if (!SECTIONS.contains(section)) {
      return refuse(path, Refusal.unknownName(section, SECTIONS));
    }
    Optional<ModelPart> part = ModelPart.parse(section);
    if (part.isPresent()) {
      return Optional.of(
          rest.isEmpty()
              ? new ModelSetting.OfPart(part.get())
              : new ModelSetting.OfPartSetting(part.get(), rest));
    }
    return switch (section) {
      case "training" -> ofTraining(path, rest);
      case "tasks" -> ofTask(path, rest);
      default -> ofInput(path, rest);
    };
  }

  private Optional<ModelSetting> ofTraining(String path, String name) {
    if (name.isEmpty()) {
      return refuse(path, "the whole section, allowed: one of its settings, training.SETTING");
    }
    return FIXED_IN_TRAINING.contains(name)
        ? refuse(path, "the same for all trials, allowed: declare it in the model")
        : Optional.of(new ModelSetting.OfTraining(name));
  }

  private Optional<ModelSetting> ofTask(String path, String rest) {
    int dot = rest.lastIndexOf('.');
    String name = dot < 0 ? rest : rest.substring(0, dot);
    Optional<Task> task =
        named(path, name, model.tasks().stream().map(Task::name).toList())
            .flatMap(n -> first(model.tasks(), t -> t.name().equals(n)));
    List<String> known = new ArrayList<>(List.of(ModelSetting.WEIGHT));
    task.ifPresent(
        t -> t.kind().settings().stream().filter(s -> !s.equals(Task.CLASSES)).forEach(known::add));
    return task.flatMap(t -> named(path, dot < 0 ? "" : rest.substring(dot + 1), known))
        .map(setting -> new ModelSetting.OfTask(name, setting));
  }

  /** The setting is what stands behind the last dot; features of views have dots in their names. */
  private Optional<ModelSetting> ofInput(String path, String rest) {
    int dot = rest.lastIndexOf('.');
    String feature = dot < 0 ? rest : rest.substring(0, dot);
    return named(path, feature, model.inputs().stream().map(Input::feature).toList())
        .flatMap(n -> first(model.inputs(), i -> i.feature().equals(n)))
        .flatMap(
            input -> named(path, dot < 0 ? "" : rest.substring(dot + 1), input.kind().settings()))
        .map(setting -> new ModelSetting.OfInput(feature, setting));
  }

  private static <T> Optional<T> first(List<T> all, Predicate<T> wanted) {
    return all.stream().filter(wanted).findFirst();
  }

  private Optional<String> named(String path, String name, List<String> known) {
    return known.contains(name)
        ? Optional.of(name)
        : refuse(path, Refusal.unknownName(name, known));
  }

  private <T> Optional<T> refuse(String path, String message) {
    reading.report(path, message);
    return Optional.empty();
  }
}
