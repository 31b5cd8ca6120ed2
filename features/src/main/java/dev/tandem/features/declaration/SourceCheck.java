package dev.tandem.features.declaration;

import dev.tandem.features.type.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks sources: their fields, and the fields that play a part of their own. */
final class SourceCheck {
  private static final int HIGHEST_DIMENSION = 65_536;

  /** What stands in no number, truth value, instant or vector, and is no quote or line end. */
  private static final Pattern SEPARATOR =
      Pattern.compile("[\\x01-\\x09!#$%&'()*,/;<=>?@^_`{|}~\\\\]");

  private static final String SEPARATORS =
      "one character such as ',', ';', '|' or \"\\t\", which is a tab";

  private final Findings findings;
  private final References references;
  private final Names names;

  SourceCheck(Findings findings, References references) {
    this.findings = findings;
    this.references = references;
    this.names = new Names(findings);
  }

  void check(Project project) {
    names.check("sources", project.sources().stream().map(Source::name).toList());
    for (Source source : project.sources()) {
      check("sources." + source.name(), source);
      readers("sources." + source.name(), source, project);
    }
  }

  private void check(String path, Source source) {
    if (source.paths().isEmpty() || source.paths().stream().anyMatch(String::isBlank)) {
      findings.reportUnlessFaulty(path + ".path", "empty, allowed: a file, directory or glob");
    }
    names.distinct(path + ".path", source.paths());
    delimiter(path + ".delimiter", source);
    fields(path + ".fields", source.fields());
    source
        .eventTime()
        .flatMap(name -> timestamp(path + ".event_time", source, name))
        .filter(SourceField::optional)
        .ifPresent(
            field ->
                findings.report(
                    path + ".event_time",
                    "'" + field.name() + "' is optional, allowed: a field that is always there"));
    eventId(path + ".event_id", source);
    source.arrivalTime().ifPresent(name -> timestamp(path + ".arrival_time", source, name));
    lateness(path + ".lateness", source);
    starts(path + ".starts", source);
    if (!(source.maxDeadLetterShare() >= 0 && source.maxDeadLetterShare() <= 1)) {
      findings.report(
          path + ".max_dead_letter_share",
          Refusal.value(String.valueOf(source.maxDeadLetterShare()), "a number from 0 to 1"));
    }
  }

  /**
   * Rows without a time or an identity are no events, so nothing can look back or ahead at them.
   */
  private void readers(String path, Source source, Project project) {
    List<String> readers = new ArrayList<>();
    project.views().stream()
        .filter(view -> view.source().equals(source.name()))
        .forEach(view -> readers.add("view '" + view.name() + "'"));
    project.labels().stream()
        .filter(label -> label instanceof OutcomeLabel && label.source().equals(source.name()))
        .forEach(label -> readers.add("label '" + label.name() + "'"));
    if (readers.isEmpty()) {
      return;
    }
    String why = readers.get(0) + " reads its events, so it needs one";
    if (source.eventTime().isEmpty()) {
      findings.reportUnlessFaulty(path + ".event_time", "missing: " + why);
    }
    if (source.eventId().isEmpty()) {
      findings.reportUnlessFaulty(path + ".event_id", "missing: " + why);
    }
  }

  private void delimiter(String path, Source source) {
    if (source.delimiter().isPresent() && source.format() != Source.Format.CSV) {
      findings.report(path, "only a csv source has a delimiter");
    }
    source
        .delimiter()
        .filter(text -> !SEPARATOR.matcher(text).matches())
        .ifPresent(text -> findings.report(path, Refusal.value(text, SEPARATORS)));
  }

  private void fields(String path, List<SourceField> fields) {
    names.check(path, fields.stream().map(SourceField::name).toList());
    if (fields.isEmpty()) {
      findings.reportUnlessFaulty(path, "empty, allowed: at least one field");
    }
    for (SourceField field : fields) {
      field(FieldPath.of(path, field.name()), field);
    }
    columns(path, fields);
  }

  /** Two fields may not be read from one column: a mapping that was copied is a mistake. */
  private void columns(String path, List<SourceField> fields) {
    Map<String, String> fieldOf = new HashMap<>();
    for (SourceField field : fields) {
      String other = fieldOf.putIfAbsent(field.columnName(), field.name());
      if (other != null && !other.equals(field.name())) {
        findings.report(
            FieldPath.of(path, field.name()) + ".column",
            "'" + field.columnName() + "' is the column of '" + other + "' already");
      }
    }
  }

  private void field(String path, SourceField field) {
    if (!SourceField.TYPES.contains(field.type())) {
      findings.report(path + ".type", Refusal.type(field.type(), SourceField.TYPES));
    }
    if (field.timeUnit().isPresent() != (field.type() == ValueType.TIMESTAMP)) {
      findings.report(path + ".unit", "a timestamp has a unit, and no other type has one");
    }
    if (!field.allowed().isEmpty() && field.type() != ValueType.STRING) {
      findings.report(path + ".allowed", "only a string field has a list of allowed values");
    }
    names.distinct(path + ".allowed", field.allowed());
    field.range().ifPresent(range -> range(path, field.type(), range));
    dimension(path + ".dimension", field);
    if (field.column().filter(String::isBlank).isPresent()) {
      findings.report(path + ".column", "empty, allowed: the name of a column");
    }
  }

  private void dimension(String path, SourceField field) {
    boolean vector = field.type() == ValueType.FLOAT64_LIST;
    if (vector && field.dimension().isEmpty()) {
      findings.reportUnlessFaulty(
          path, "missing, allowed: how many numbers each vector has, from 1 to 65536");
    } else if (!vector && field.dimension().isPresent()) {
      findings.report(path, "only a float64_list field has a dimension");
    } else {
      field
          .dimension()
          .filter(dimension -> dimension < 1 || dimension > HIGHEST_DIMENSION)
          .ifPresent(
              dimension ->
                  findings.report(
                      path,
                      Refusal.value(String.valueOf(dimension), "a whole number from 1 to 65536")));
    }
  }

  private void range(String path, ValueType type, SourceField.Range range) {
    if (!type.isNumeric()) {
      findings.report(path + ".min", "only int64 and float64 fields have min and max");
    } else if (!(range.min() <= range.max())) {
      findings.report(path + ".min", range.min() + " is greater than max " + range.max());
    }
  }

  private void eventId(String path, Source source) {
    names.distinct(path, source.eventId());
    for (String name : source.eventId()) {
      references.scalarField(FieldPath.element(path, name), source, name);
    }
  }

  private Optional<SourceField> timestamp(String path, Source source, String name) {
    Optional<SourceField> field = references.field(path, source, name);
    field
        .filter(f -> f.type() != ValueType.TIMESTAMP)
        .ifPresent(
            f ->
                findings.report(
                    path, "'" + name + "' is " + f.type().declaredName() + ", allowed: timestamp"));
    return field;
  }

  private void starts(String path, Source source) {
    source
        .starts()
        .filter(instant -> instant.isBefore(Instant.EPOCH))
        .ifPresent(
            i -> findings.report(path, Refusal.value(i.toString(), Instant.EPOCH + " or later")));
  }

  private void lateness(String path, Source source) {
    if (source.lateness().isPresent() && source.arrivalTime().isEmpty()) {
      findings.report(path, "has a meaning only with arrival_time");
    }
    source
        .lateness()
        .filter(Duration::isNegative)
        .ifPresent(d -> findings.report(path, Refusal.value(d.toString(), "0s or longer")));
  }
}
