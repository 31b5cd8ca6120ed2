package dev.tandem.features.declaration;

import dev.tandem.features.table.Field;
import java.util.Optional;

/** Checks views: what they refer to, that the source has the entity's keys, and their features. */
final class ViewCheck {
  private final Findings findings;
  private final References references;
  private final AggregateCheck aggregates;

  ViewCheck(Findings findings, References references) {
    this.findings = findings;
    this.references = references;
    this.aggregates = new AggregateCheck(findings, references);
  }

  void check(Project project) {
    Names names = new Names(findings);
    names.check("views", project.views().stream().map(FeatureView::name).toList());
    for (FeatureView view : project.views()) {
      String path = "views." + view.name();
      names.check(
          path + ".features", view.features().stream().map(AggregateFeature::name).toList());
      check(path, view);
      groups(path, view, project);
    }
  }

  private void check(String path, FeatureView view) {
    if (view.name().equals("label")) {
      findings.report(path, "the name is taken by the columns of labels");
    }
    Optional<Entity> entity = references.entity(path + ".entity", view.entity());
    Optional<Source> source = references.source(path + ".source", view.source());
    if (entity.isPresent() && source.isPresent()) {
      keys(path + ".source", entity.get(), source.get());
    }
    view.ttl()
        .filter(ttl -> ttl.toMillis() < 1)
        .ifPresent(
            ttl ->
                findings.report(
                    path + ".ttl", Refusal.value(DurationNotation.format(ttl), "longer than 0s")));
    if (view.features().isEmpty()) {
      findings.reportUnlessFaulty(path + ".features", "empty, allowed: at least one feature");
    }
    for (AggregateFeature feature : view.features()) {
      aggregates.check(path + ".features." + feature.name(), source, feature);
    }
  }

  private void groups(String path, FeatureView view, Project project) {
    Optional<Source> source =
        project.sources().stream().filter(s -> s.name().equals(view.source())).findFirst();
    GroupCheck check = new GroupCheck(findings, references, project);
    for (AggregateFeature feature : view.features()) {
      feature
          .by()
          .ifPresent(
              by -> check.check(path + ".features." + feature.name() + ".by", view, source, by));
    }
  }

  private void keys(String path, Entity entity, Source source) {
    for (Field key : entity.keys()) {
      String reason = "a key of entity '" + entity.name() + "'";
      references.requireField(path, source, key, reason);
      source
          .find(key.name())
          .filter(SourceField::optional)
          .ifPresent(
              field ->
                  findings.report(
                      path, "field '" + key.name() + "' is optional, but it is " + reason));
    }
  }
}
