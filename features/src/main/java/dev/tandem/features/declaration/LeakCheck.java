package dev.tandem.features.declaration;

import dev.tandem.features.expression.Expression;
import dev.tandem.features.expression.InvalidExpressionException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks that a model does not read its answers: a label of the row that is made of nothing but
 * fields which the inputs bring as well could be computed, and what seems to be learnt would be of
 * no use once the answer is not known.
 */
final class LeakCheck {
  private final Findings findings;
  private final OnDemandExpressions onDemand;

  LeakCheck(Findings findings, OnDemandExpressions onDemand) {
    this.findings = findings;
    this.onDemand = onDemand;
  }

  /** Checks the tasks of a model; {@code path} is that of its inputs. */
  void check(String path, Model model, Project project) {
    for (Task task : model.tasks()) {
      project.labels().stream()
          .filter(label -> label.name().equals(task.label()))
          .filter(RowLabel.class::isInstance)
          .map(RowLabel.class::cast)
          .findFirst()
          .ifPresent(label -> check(path, model, label, project));
    }
  }

  private void check(String path, Model model, RowLabel label, Project project) {
    Set<String> answer = fields(label, project);
    Set<String> known = new TreeSet<>();
    model.inputs().forEach(input -> known.addAll(reads(input)));
    if (answer.isEmpty() || !known.containsAll(answer)) {
      return;
    }
    for (Input input : model.inputs()) {
      Set<String> shared = reads(input);
      shared.retainAll(answer);
      if (!shared.isEmpty()) {
        findings.report(
            FieldPath.of(path, input.feature()),
            "reads '"
                + shared.iterator().next()
                + "', of which label '"
                + label.name()
                + "' is made; an input that is the answer teaches nothing, allowed: none");
      }
    }
  }

  private Set<String> reads(Input input) {
    Set<String> reads = new TreeSet<>(onDemand.reads(input.feature()));
    reads.add(input.feature());
    return reads;
  }

  private static Set<String> fields(RowLabel label, Project project) {
    Optional<Source> source =
        project.sources().stream().filter(s -> s.name().equals(label.source())).findFirst();
    return source.map(s -> variables(label.ofRow(), s)).orElse(Set.of());
  }

  private static Set<String> variables(String expression, Source source) {
    try {
      return new TreeSet<>(
          Expression.compile(expression, source.fields().stream().map(SourceField::field).toList())
              .variables());
    } catch (InvalidExpressionException e) {
      return Set.of(); // The check of labels says what is wrong with it.
    }
  }
}
