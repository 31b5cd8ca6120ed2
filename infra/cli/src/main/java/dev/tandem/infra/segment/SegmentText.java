package dev.tandem.infra.segment;

import dev.tandem.infra.page.HtmlText;
import java.nio.charset.StandardCharsets;
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
    StringBuilder html =
        new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
            .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .append("<title>Tandem: segments of ")
            .append(HtmlText.escaped(segments.model()))
            .append("</title>\n<style>\n")
            .append(HtmlText.STYLE)
            .append("</style></head><body>\n<h1>Segments of ")
            .append(HtmlText.escaped(segments.model()))
            .append("</h1>\n<p class=\"lead\">")
            .append(String.format(Locale.ROOT, "%,d", segments.rows()))
            .append(" test rows, cut at quantiles of the scores of ")
            .append(HtmlText.escaped(String.join(" and ", segments.by())))
            .append(". A score is the mean of what the model predicts for the rows of a segment;")
            .append(
                " beside it stands what came true for them, which the model has not seen.</p>\n")
            .append("<table>\n");
    row(html, "th", header());
    segments.segments().forEach(segment -> row(html, "td", cells(segment)));
    return html.append("</table>\n</body></html>\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void row(StringBuilder html, String element, List<String> cells) {
    html.append("<tr>");
    for (String cell : cells) {
      html.append('<').append(element).append('>').append(HtmlText.escaped(cell));
      html.append("</").append(element).append('>');
    }
    html.append("</tr>\n");
  }
}
