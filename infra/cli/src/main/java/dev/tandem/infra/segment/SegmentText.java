package dev.tandem.infra.segment;

import dev.tandem.infra.page.Block;
import dev.tandem.infra.page.Page;
import dev.tandem.infra.page.PageTable;
import dev.tandem.infra.page.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Segments as a person reads them: a table of text, and a page that opens without a network. */
public final class SegmentText {
  private final Segments segments;

  /** The texts of some segments. */
  public SegmentText(Segments segments) {
    this.segments = segments;
  }

  /** One line of headings, then a line for each segment. */
  public List<String> lines() {
    List<List<String>> table = new ArrayList<>();
    table.add(header());
    segments.segments().forEach(segment -> table.add(cells(segment)));
    int[] widths = new int[table.get(0).size()];
    for (List<String> row : table) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return table.stream().map(row -> aligned(row, widths)).toList();
  }

  /** Words to the left, numbers to the right. */
  private String aligned(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String format = "%" + (i < segments.by().size() ? "-" : "") + widths[i] + "s";
      line.append(i == 0 ? "" : "  ").append(String.format(Locale.ROOT, format, row.get(i)));
    }
    return line.toString();
  }

  private List<String> header() {
    List<String> cells = new ArrayList<>(segments.by());
    cells.add("rows");
    cells.add("share");
    segments
        .segments()
        .get(0)
        .scores()
        .forEach(
            score -> {
              cells.add(score.task() + " score");
              cells.add("actual");
            });
    return cells;
  }

  private List<String> cells(Segments.Segment segment) {
    List<String> cells = new ArrayList<>(segment.levels());
    cells.add(String.format(Locale.ROOT, "%,d", segment.rows()));
    cells.add(String.format(Locale.ROOT, "%.1f %%", 100.0 * segment.rows() / segments.rows()));
    for (Segments.Score score : segment.scores()) {
      cells.add(number(score.predicted()));
      cells.add(score.actual().map(SegmentText::number).orElse(""));
    }
    return cells;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.4f" : "%.2f", value);
  }

  /** The bytes of the page. */
  public byte[] page() {
    Section section =
        new Section(
            "Segments",
            "A score is the mean of what the model predicts for the rows of a segment; beside it"
                + " stands what came true for them, which the model has not seen.",
            List.of(
                new Block.Tables(
                    List.of(
                        PageTable.of(
                            header(), segments.segments().stream().map(this::row).toList())))));
    String lead =
        String.format(Locale.ROOT, "%,d", segments.rows())
            + " test rows, cut at quantiles of the scores of "
            + String.join(" and ", segments.by())
            + ".";
    return new Page("Segments of " + segments.model(), lead, List.of(section)).toHtml();
  }

  private PageTable.Row row(Segments.Segment segment) {
    List<String> cells = cells(segment);
    return PageTable.Row.of(cells.get(0), cells.subList(1, cells.size()));
  }
}
