package dev.tandem.infra.report;

import dev.tandem.infra.page.Block;
import dev.tandem.infra.page.NumberText;
import dev.tandem.infra.page.PageTable;
import dev.tandem.infra.page.PageTable.Cell;
import dev.tandem.infra.page.PageTable.Row;
import dev.tandem.infra.page.Section;
import dev.tandem.training.explain.TaskAgreement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where the tasks agree, and where they are in conflict. */
final class AgreementSection {
  private static final String HEADING = "Do the tasks agree";

  /** A cosine nearer to 0 says little. */
  private static final double CONFLICT = -0.1;

  private final List<TaskAgreement> agreement;
  private final List<String> tasks;

  AgreementSection(List<TaskAgreement> agreement, List<String> tasks) {
    this.agreement = agreement;
    this.tasks = tasks;
  }

  Section section() {
    if (tasks.size() < 2) {
      return Section.leftOut(HEADING, "The model has one task, which has none to agree with.");
    }
    if (agreement.isEmpty()) {
      return Section.leftOut(
          HEADING, "The tasks share no weights, so none of them can pull against another.");
    }
    return new Section(
        HEADING,
        "The cosine between the gradients of two tasks at the weights that they share, a mean over"
            + " batches of rows that were not trained on: near 1, what helps one helps the other;"
            + " near 0, they leave each other alone; below 0, they are in conflict, which weightings"
            + " such as pcgrad soften. A task that few rows belong to has a rough number.",
        List.of(new Block.Tables(List.of(matrix())), new Block.More("Pairs", List.of(pairs()))));
  }

  private PageTable matrix() {
    List<String> head = new ArrayList<>(List.of("task"));
    head.addAll(tasks);
    List<Row> rows = new ArrayList<>();
    for (String task : tasks) {
      rows.add(new Row(task, tasks.stream().map(other -> cell(task, other)).toList()));
    }
    return PageTable.of(head, rows);
  }

  private Cell cell(String task, String other) {
    Optional<TaskAgreement> found =
        agreement.stream()
            .filter(
                pair ->
                    (pair.task().equals(task) && pair.other().equals(other))
                        || (pair.task().equals(other) && pair.other().equals(task)))
            .findFirst();
    return found
        .map(pair -> Cell.heat(NumberText.signed(pair.cosine(), 2), pair.cosine()))
        .orElse(Cell.heat(task.equals(other) ? "–" : "not known", 0));
  }

  private PageTable pairs() {
    return PageTable.of(
        List.of("tasks", "cosine", "batches in conflict"),
        agreement.stream()
            .map(
                pair ->
                    Row.of(
                        pair.task() + ", " + pair.other(),
                        NumberText.signed(pair.cosine(), 4),
                        NumberText.percent(pair.conflictShare())))
            .toList());
  }

  /** A sentence about the greatest conflict, if there is one. */
  List<String> findings() {
    return agreement.stream()
        .filter(pair -> pair.cosine() <= CONFLICT)
        .min(Comparator.comparingDouble(TaskAgreement::cosine))
        .map(
            pair ->
                "%s and %s are in conflict at the weights they share (cosine %s)."
                    .formatted(pair.task(), pair.other(), NumberText.fixed(pair.cosine(), 2)))
        .stream()
        .toList();
  }
}
