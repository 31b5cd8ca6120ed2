package dev.tandem.features.yaml;

import dev.tandem.features.declaration.FeatureCatalog;
import dev.tandem.features.declaration.FeatureService;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.TrainingSet;
import java.util.List;
import java.util.Optional;

/** Reads the section {@code models}. */
final class ModelReader {
  static final List<String> KEYS =
      List.of(
          "training_set",
          "inputs",
          "tasks",
          "architecture",
          "optimizer",
          "weighting",
          "training",
          "ranking");

  private static final Choice DEFAULT_OPTIMIZER = new Choice("adam", Options.none());

  private final Project project;
  private final OptionsReader options = new OptionsReader();

  /**
   * @param project all but its models
   */
  ModelReader(Project project) {
    this.project = project;
  }

  List<Model> read(YamlMapping root) {
    return root.each(
        "models",
        named ->
            named
                .value()
                .mapping("a mapping with: training_set, tasks, architecture")
                .map(model -> model(named.name(), model.allowOnly(KEYS))));
  }

  private Model model(String name, YamlMapping model) {
    return model(name, model.requireText("training_set", "the name of a training set"), model);
  }

  /** A model over a training set that the mapping does not name itself. */
  Model model(String name, String trainingSet, YamlMapping model) {
    return new Model(
        name,
        trainingSet,
        new InputReader(new FeatureCatalog(project)).read(model, serviceOf(trainingSet)),
        new TaskReader().read(model),
        model
            .require("architecture", "a name or a mapping with: name")
            .flatMap(options::choice)
            .orElse(new Choice("", Options.none())),
        model.find("optimizer").flatMap(options::choice).orElse(DEFAULT_OPTIMIZER),
        model.find("weighting").flatMap(options::choice),
        model
            .find("training")
            .flatMap(value -> value.mapping("a mapping from settings to values"))
            .map(training -> options.read(training, List.of()))
            .orElse(Options.none()),
        model.find("ranking").flatMap(value -> new RankingReader().read(name, value)));
  }

  private Optional<FeatureService> serviceOf(String trainingSet) {
    Optional<String> service =
        project.trainingSets().stream()
            .filter(set -> set.name().equals(trainingSet))
            .map(TrainingSet::service)
            .findFirst();
    return project.services().stream()
        .filter(s -> service.equals(Optional.of(s.name())))
        .findFirst();
  }
}
