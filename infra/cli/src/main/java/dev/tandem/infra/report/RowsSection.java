package dev.tandem.infra.report;

import dev.tandem.infra.page.Block;
import dev.tandem.infra.page.NumberText;
import dev.tandem.infra.page.PageTable;
import dev.tandem.infra.page.PageTable.Row;
import dev.tandem.infra.page.Section;
import java.util.ArrayList;
import java.util.List;

/** What became of the rows that were read, and how the training set was split. */
final class RowsSection {
  private static final String HEADING = "Rows";

  private final RunReport report;

  RowsSection(RunReport report) {
    this.report = report;
  }

  Section section() {
    List<Block> blocks = new ArrayList<>();
    if (report.sources().isEmpty()) {
      blocks.add(
          new Block.Paragraph(
              "The training set had been computed before; tandem runs says what became of the rows"
                  + " of its sources."));
    } else {
      blocks.add(new Block.Tables(List.of(sources())));
    }
    blocks.add(new Block.Paragraph(split(report.training())));
    return new Section(
        HEADING,
        report.sources().isEmpty()
            ? ""
            : "Every row that was read is used, or stands in one of the other columns.",
        blocks);
  }

  private PageTable sources() {
    List<Row> rows = new ArrayList<>();
    report.sources().forEach(source -> rows.add(row(source)));
    if (report.sources().size() > 1) {
      rows.add(row(report.allRows()));
    }
    return PageTable.of(
        List.of("source", "read", "used", "duplicate", "late", "expired", "dead letters"), rows);
  }

  private static Row row(RunReport.SourceRows rows) {
    return Row.of(
        rows.source(),
        NumberText.count(rows.read()),
        NumberText.count(rows.used()),
        NumberText.count(rows.duplicate()),
        NumberText.count(rows.late()),
        NumberText.count(rows.expired()),
        NumberText.count(rows.deadLetter()));
  }

  private static String split(RunReport.TrainingRows rows) {
    String immature =
        rows.immature().isPresent()
            ? " (" + NumberText.count(rows.immature().getAsLong()) + " more are too recent)"
            : "";
    return "%s rows with known labels%s, split by time: %s to train, %s to validate, %s to test."
        .formatted(
            NumberText.count(rows.rows()),
            immature,
            NumberText.count(rows.train()),
            NumberText.count(rows.validation()),
            NumberText.count(rows.test()));
  }
}
