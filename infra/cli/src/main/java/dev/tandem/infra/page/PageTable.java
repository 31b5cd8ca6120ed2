package dev.tandem.infra.page;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table of a page.
 *
 * @param caption what it shows, in few words; empty if its heading says so
 * @param head the titles of the columns, the first of them that of the rows' names
 * @param rows each with a cell for each column
 */
public record PageTable(String caption, List<String> head, List<Row> rows) {
  private static final double STRONGEST = 0.6;

  public PageTable {
    head = List.copyOf(head);
    rows = List.copyOf(rows);
  }

  /** The cells of the head, which stand as those below them do. */
  List<Cell> heading() {
    return IntStream.range(0, head.size())
        .mapToObj(
            column ->
                column > 0 && !rows.isEmpty() && rows.get(0).isWords(column - 1)
                    ? Cell.words(head.get(column))
                    : Cell.number(head.get(column)))
        .toList();
  }

  /** A table without a caption. */
  public static PageTable of(List<String> head, List<Row> rows) {
    return new PageTable("", head, rows);
  }

  /**
   * A row.
   *
   * @param name the first cell
   */
  public record Row(String name, List<Cell> cells) {
    public Row {
      cells = List.copyOf(cells);
    }

    private boolean isWords(int cell) {
      return cells.get(cell).look().equals(Cell.WORDS);
    }

    /** A row of numbers. */
    public static Row of(String name, List<String> numbers) {
      return new Row(name, numbers.stream().map(Cell::number).toList());
    }

    /** A row of numbers. */
    public static Row of(String name, String... numbers) {
      return new Row(name, Stream.of(numbers).map(Cell::number).toList());
    }
  }

  /**
   * A cell.
   *
   * @param text what stands in it
   * @param look its classes of style
   * @param tint its background, in CSS; empty for none
   */
  public record Cell(String text, String look, String tint) {
    private static final String WORDS = "words";

    /** A number, or nothing. */
    public static Cell number(String text) {
      return new Cell(text, "", "");
    }

    /** Words. */
    public static Cell words(String text) {
      return new Cell(text, WORDS, "");
    }

    /** A number whose background is the stronger the further it is from 0, in [-1, 1]. */
    public static Cell heat(String text, double heat) {
      return new Cell(
          text,
          "heat",
          String.format(
              Locale.ROOT,
              "rgba(%s, %.3f)",
              heat < 0 ? "217, 89, 38" : "47, 111, 219",
              STRONGEST * Math.min(1, Math.abs(heat))));
    }

    /** A number in [0, 1] with a bar of its length. */
    public static Cell bar(String text, double share) {
      String length = String.format(Locale.ROOT, "%.1f%%", 100 * Math.max(0, Math.min(1, share)));
      return new Cell(
          text,
          "barred",
          "linear-gradient(90deg, var(--bar) " + length + ", transparent " + length + ")");
    }
  }
}
