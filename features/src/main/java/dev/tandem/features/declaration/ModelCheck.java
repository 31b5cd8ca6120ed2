package dev.tandem.features.declaration;

import dev.tandem.features.suggestion.Suggestion;
import dev.tandem.features.type.ValueType;
import java.util.List;
import java.util.Optional;

/** Checks models: that their inputs are features of the service and fit their kind. */
final class ModelCheck {
  private final Findings findings;
  private final References references;
  private final LeakCheck leaks;

  ModelCheck(Findings findings, References references, OnDemandExpressions onDemand) {
    this.findings = findings;
    this.references = references;
    this.leaks = new LeakCheck(findings, onDemand);
  }

  void check(Project project) {
    new Names(findings).check("models", project.models().stream().map(Model::name).toList());
    for (Model model : project.models()) {
      check("models." + model.name(), model, project);
    }
  }

  private void check(String path, Model model, Project project) {
    Optional<TrainingSet> set = references.trainingSet(path + ".training_set", model.trainingSet());
    Optional<FeatureService> service = set.flatMap(s -> find(project, s));
    service.ifPresent(found -> inputs(path + ".inputs", model, found, project));
    new TaskCheck(findings, references).check(path + ".tasks", model.tasks(), set, project);
    new RankingCheck(findings, references).check(path, model, service, project);
    leaks.check(path + ".inputs", model, project);
    if (model.architecture().name().isBlank()) {
      findings.reportUnlessFaulty(
          path + ".architecture.name", "empty, allowed: the name of an architecture");
    }
    if (model.optimizer().name().isBlank()) {
      findings.reportUnlessFaulty(
          path + ".optimizer.name", "empty, allowed: the name of an optimizer");
    }
  }

  private static Optional<FeatureService> find(Project project, TrainingSet set) {
    return project.services().stream().filter(s -> s.name().equals(set.service())).findFirst();
  }

  private void inputs(String path, Model model, FeatureService service, Project project) {
    List<String> features = model.inputs().stream().map(Input::feature).toList();
    new Names(findings).distinct(path, features);
    if (features.isEmpty() && !findings.isFaulty("services." + service.name())) {
      findings.reportUnlessFaulty(path, "none, allowed: at least one feature of the service");
    }
    FeatureCatalog catalog = new FeatureCatalog(project);
    model.inputs().forEach(input -> settings(FieldPath.of(path, input.feature()), input));
    for (Input input : model.inputs()) {
      String element = FieldPath.of(path, input.feature());
      if (isFaulty(service, input.feature())) {
        continue; // its own problem explains that it is missing, or of another type
      }
      if (!service.features().contains(input.feature())) {
        if (!findings.isFaulty("services." + service.name() + ".features")) {
          findings.report(element, Refusal.unknownName(input.feature(), service.features()));
        }
      } else {
        catalog
            .typeIn(service, input.feature())
            .ifPresent(type -> kind(element, input.kind(), type));
      }
    }
    new InputReferences(path, model.inputs(), feature -> catalog.typeIn(service, feature))
        .problems()
        .forEach(problem -> findings.reportUnlessFaulty(problem.field(), problem.message()));
  }

  private void settings(String path, Input input) {
    List<String> known = input.kind().settings();
    input.options().values().keySet().stream()
        .filter(name -> !known.contains(name))
        .forEach(
            name ->
                findings.report(
                    FieldPath.of(path, name),
                    "unknown setting of a "
                        + input.kind().declaredName()
                        + " input, allowed: "
                        + String.join(", ", known)
                        + Suggestion.question(name, known)));
  }

  private boolean isFaulty(FeatureService service, String feature) {
    if (findings.isUnreadable("services." + service.name() + ".request." + feature)) {
      return true;
    }
    String[] parts = feature.split("\\.", 2);
    return parts.length == 2
        ? findings.isFaulty("views." + parts[0] + ".features." + parts[1])
        : findings.isFaulty("on_demand." + feature);
  }

  private void kind(String path, Input.Kind kind, ValueType type) {
    if (type == ValueType.TIMESTAMP) {
      findings.report(
          path, type.declaredName() + " cannot be an input, allowed: none (leave it out)");
    } else if (!kind.accepts(type)) {
      findings.report(
          path + ".kind",
          Refusal.value(
              kind.declaredName(),
              String.join(", ", Input.Kind.of(type).stream().map(Input.Kind::declaredName).toList())
                  + " for "
                  + type.declaredName()));
    }
  }
}
