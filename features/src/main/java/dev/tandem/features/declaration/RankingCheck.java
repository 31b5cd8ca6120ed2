package dev.tandem.features.declaration;

import dev.tandem.features.type.ValueType;
import java.util.List;
import java.util.Optional;

/** Checks how a model's predictions become an order. */
final class RankingCheck {
  private static final List<ValueType> NUMBERS = List.of(ValueType.INT64, ValueType.FLOAT64);

  private final Findings findings;
  private final References references;

  RankingCheck(Findings findings, References references) {
    this.findings = findings;
    this.references = references;
  }

  /**
   * @param path of the model
   * @param service that the model reads; empty if it is not known
   */
  void check(String path, Model model, Optional<FeatureService> service, Project project) {
    if (model.ranking().isEmpty()) {
      return;
    }
    RankingPolicy policy = model.ranking().get();
    String ranking = path + ".ranking";
    new Names(findings).distinct(ranking + ".score", policy.tasks());
    if (policy.score().isEmpty()) {
      findings.reportUnlessFaulty(ranking + ".score", "empty, allowed: at least one task");
    }
    for (RankingPolicy.Factor factor : policy.score()) {
      factor(FieldPath.of(ranking + ".score", factor.task()), factor, path + ".tasks", model);
    }
    policy
        .top()
        .filter(top -> top < 1)
        .ifPresent(
            top ->
                findings.report(
                    ranking + ".top",
                    Refusal.value(String.valueOf(top), "a whole number greater than 0")));
    policy
        .exploration()
        .ifPresent(exploration -> explore(ranking + ".explore", exploration, service, project));
  }

  private void factor(String path, RankingPolicy.Factor factor, String tasks, Model model) {
    Optional<Task> task = references.find(path, factor.task(), tasks, model.tasks(), Task::name);
    if (!Double.isFinite(factor.power()) || factor.power() == 0) {
      findings.report(
          FieldPath.of(path, "power"),
          Refusal.value(String.valueOf(factor.power()), "a number other than 0"));
    }
    if (!(factor.least() > 0 && Double.isFinite(factor.least()))) {
      findings.report(
          FieldPath.of(path, "floor"),
          Refusal.value(String.valueOf(factor.least()), "a number greater than 0"));
    }
    if (factor.floor().isEmpty()
        && task.filter(found -> found.kind() == Task.Kind.REGRESSION).isPresent()) {
      findings.report(
          FieldPath.of(path, "floor"),
          "missing, allowed: a number greater than 0 that lesser predictions of the regression '"
              + factor.task()
              + "' count as");
    }
  }

  private void explore(
      String path, Exploration exploration, Optional<FeatureService> service, Project project) {
    if (exploration instanceof EpsilonGreedy greedy) {
      if (!(greedy.epsilon() >= 0 && greedy.epsilon() <= 1)) {
        findings.report(
            path + ".epsilon",
            Refusal.value(String.valueOf(greedy.epsilon()), "a number from 0 to 1"));
      }
      return;
    }
    Thompson thompson = (Thompson) exploration;
    if (!(thompson.sigma() > 0 && Double.isFinite(thompson.sigma()))) {
      findings.report(
          path + ".sigma",
          Refusal.value(String.valueOf(thompson.sigma()), "a number greater than 0"));
    }
    if (service.isPresent() && thompson.count().isPresent()) {
      count(path + ".count", thompson.count().get(), service.get(), project);
    }
  }

  private void count(String path, String feature, FeatureService service, Project project) {
    if (findings.isFaulty("services." + service.name())) {
      return; // its own problem may explain that the feature is missing
    }
    if (!service.features().contains(feature)) {
      findings.report(path, Refusal.unknownName(feature, service.features()));
      return;
    }
    new FeatureCatalog(project)
        .typeIn(service, feature)
        .filter(type -> !NUMBERS.contains(type))
        .ifPresent(
            type ->
                findings.report(
                    path,
                    "'" + feature + "' is " + type.declaredName() + ", allowed: int64, float64"));
  }
}
