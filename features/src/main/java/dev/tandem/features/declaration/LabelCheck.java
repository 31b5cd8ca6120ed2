package dev.tandem.features.declaration;

import java.util.Optional;

/** Checks labels against their source. */
final class LabelCheck {
  private final Findings findings;
  private final References references;

  LabelCheck(Findings findings, References references) {
    this.findings = findings;
    this.references = references;
  }

  void check(Project project) {
    new Names(findings).check("labels", project.labels().stream().map(Label::name).toList());
    for (Label label : project.labels()) {
      check("labels." + label.name(), label);
    }
  }

  private void check(String path, Label label) {
    new Names(findings).distinct(path + ".on", label.on());
    if (label.on().isEmpty()) {
      findings.reportUnlessFaulty(
          path + ".on", "empty, allowed: the fields in which the row and the outcome agree");
    }
    if (label.within().toMillis() < 1) {
      findings.report(
          path + ".within",
          Refusal.value(DurationNotation.format(label.within()), "longer than 0s"));
    }
    Optional<Source> source = references.source(path + ".source", label.source());
    source.ifPresent(s -> check(path, label, s));
  }

  private void check(String path, Label label, Source source) {
    label
        .where()
        .ifPresent(w -> new ExpressionCheck(findings).predicate(path + ".where", w, source));
    for (String name : label.on()) {
      references.scalarField(FieldPath.element(path + ".on", name), source, name);
    }
    label
        .value()
        .flatMap(name -> references.field(path + ".value", source, name))
        .filter(field -> !field.type().isNumeric())
        .ifPresent(
            field ->
                findings.report(
                    path + ".value",
                    "'"
                        + field.name()
                        + "' is "
                        + field.type().declaredName()
                        + ", allowed: int64, float64"));
  }
}
