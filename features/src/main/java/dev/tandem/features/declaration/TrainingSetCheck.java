package dev.tandem.features.declaration;

import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that the spine of a training set has all that its service and labels need. */
final class TrainingSetCheck {
  private final Findings findings;
  private final References references;
  private final OnDemandExpressions onDemand;

  TrainingSetCheck(Findings findings, References references, OnDemandExpressions onDemand) {
    this.findings = findings;
    this.references = references;
    this.onDemand = onDemand;
  }

  void check(Project project) {
    new Names(findings)
        .check("training_sets", project.trainingSets().stream().map(TrainingSet::name).toList());
    for (TrainingSet set : project.trainingSets()) {
      check("training_sets." + set.name(), set, project);
    }
  }

  private void check(String path, TrainingSet set, Project project) {
    Optional<Source> spine = references.source(path + ".source", set.source());
    Optional<FeatureService> service = references.service(path + ".service", set.service());
    if (spine.isPresent()) {
      set.where()
          .ifPresent(w -> new ExpressionCheck(findings).predicate(path + ".where", w, spine.get()));
      service.ifPresent(s -> service(path + ".service", spine.get(), s, project));
    }
    new Names(findings).distinct(path + ".labels", set.labels());
    if (set.labels().isEmpty()) {
      findings.reportUnlessFaulty(path + ".labels", "empty, allowed: at least one label");
    }
    for (String name : set.labels()) {
      String element = FieldPath.element(path + ".labels", name);
      Optional<Label> label = references.label(element, name);
      if (label.isPresent() && spine.isPresent()) {
        label(element, spine.get(), label.get(), project);
      }
    }
    set.negatives().ifPresent(negatives -> negatives(path + ".negatives", set, negatives, project));
  }

  private void negatives(
      String path, TrainingSet set, NegativeSampling negatives, Project project) {
    if (!set.labels().contains(negatives.label())) {
      findings.report(path + ".label", Refusal.unknownName(negatives.label(), set.labels()));
    } else {
      project.labels().stream()
          .filter(label -> label.name().equals(negatives.label()))
          .findFirst()
          .flatMap(label -> LabelType.of(project, label))
          .filter(type -> type != ValueType.BOOL)
          .ifPresent(
              type ->
                  findings.report(
                      path + ".label",
                      "label '" + negatives.label() + "' has a value, allowed: a binary label"));
    }
    if (!(negatives.keep() > 0 && negatives.keep() <= 1)) {
      findings.report(
          path + ".keep",
          Refusal.value(String.valueOf(negatives.keep()), "a number greater than 0, at most 1"));
    }
  }

  private void label(String path, Source spine, Label label, Project project) {
    if (label instanceof OutcomeLabel outcome) {
      outcome(path, spine, outcome, project);
    } else if (!label.source().equals(spine.name())) {
      findings.report(
          path,
          "is the answer of rows of '%s', but the rows are those of '%s'"
              .formatted(label.source(), spine.name()));
    }
  }

  private void outcome(String path, Source spine, OutcomeLabel label, Project project) {
    Optional<Source> source =
        project.sources().stream().filter(s -> s.name().equals(label.source())).findFirst();
    for (String name : label.on()) {
      source
          .flatMap(s -> s.find(name))
          .ifPresent(
              field ->
                  references.requireField(
                      path, spine, field.field(), "which label '" + label.name() + "' is on"));
    }
  }

  private void service(String path, Source spine, FeatureService service, Project project) {
    for (Field field : service.request()) {
      references.requireField(path, spine, field, "a request field of the service");
    }
    for (Field key : keys(service, project)) {
      references.requireField(path, spine, key, "an entity key that the service needs");
    }
  }

  /** The entity keys that the service lists, and those of the views whose features it reads. */
  private List<Field> keys(FeatureService service, Project project) {
    FeatureCatalog catalog = new FeatureCatalog(project);
    Set<String> read = new LinkedHashSet<>(service.features());
    service.features().forEach(feature -> read.addAll(onDemand.reads(feature)));
    Map<String, Field> keys = new LinkedHashMap<>();
    catalog.entityKeys().stream()
        .filter(key -> read.contains(key.name()))
        .forEach(key -> keys.put(key.name(), key));
    for (String feature : read) {
      catalog
          .viewOf(feature)
          .ifPresent(
              view ->
                  project.entities().stream()
                      .filter(entity -> entity.name().equals(view.entity()))
                      .forEach(entity -> entity.keys().forEach(k -> keys.put(k.name(), k))));
    }
    return List.copyOf(keys.values());
  }
}
