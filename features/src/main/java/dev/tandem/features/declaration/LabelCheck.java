package dev.tandem.features.declaration;

import dev.tandem.features.type.ValueType;
import java.time.Duration;
import java.util.List;

/** Checks labels against their source. */
final class LabelCheck {
  private static final List<ValueType> ROW_TYPES =
      List.of(ValueType.BOOL, ValueType.INT64, ValueType.FLOAT64);

  private final Findings findings;
  private final References references;

  LabelCheck(Findings findings, References references) {
    this.findings = findings;
    this.references = references;
  }

  void check(Project project) {
    new Names(findings).check("labels", project.labels().stream().map(Label::name).toList());
    for (Label label : project.labels()) {
      String path = "labels." + label.name();
      if (label instanceof RowLabel row) {
        references
            .source(path + ".source", row.source())
            .ifPresent(
                source ->
                    new ExpressionCheck(findings)
                        .result(path + ".of_row", row.ofRow(), source, ROW_TYPES));
      } else {
        check(path, (OutcomeLabel) label);
      }
    }
  }

  private void check(String path, OutcomeLabel label) {
    new Names(findings).distinct(path + ".on", label.on());
    if (label.on().isEmpty()) {
      findings.reportUnlessFaulty(
          path + ".on", "empty, allowed: the fields in which the row and the outcome agree");
    }
    window(path, label);
    references
        .source(path + ".source", label.source())
        .ifPresent(source -> check(path, label, source));
  }

  private void window(String path, OutcomeLabel label) {
    String within = DurationNotation.format(label.within());
    if (label.within().toMillis() < 1) {
      findings.report(path + ".within", Refusal.value(within, "longer than 0s"));
    } else if (label.after().isPresent() && label.afterMillis() >= label.within().toMillis()) {
      Duration after = label.after().get();
      findings.report(
          path + ".after",
          Refusal.value(DurationNotation.format(after), "shorter than within, " + within));
    }
  }

  private void check(String path, OutcomeLabel label, Source source) {
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
