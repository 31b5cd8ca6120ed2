package dev.tandem.infra.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Horizontal bars, one below the other, each with its name before it. */
public final class BarChart {
  /** The greatest width of a name in pixels, and about that of a letter. */
  private static final int MOST_ROOM = 210;

  private static final double LETTER = 6.7;

  private BarChart() {}

  /** A bar of a length. */
  public record Bar(String name, double length) {}

  /**
   * The chart of some bars.
   *
   * @param name what it shows
   * @param unit of the lengths
   * @param colour of the bars, the n-th of the style
   * @param numbers what the bars are made of
   */
  public static Chart of(String name, String unit, int colour, List<Bar> bars, PageTable numbers) {
    ObjectNode options = ChartParts.options("item");
    int longest = bars.stream().mapToInt(bar -> bar.name().length()).max().orElse(0);
    int room = Math.min(MOST_ROOM, (int) Math.ceil(LETTER * longest));
    ((ObjectNode) options.get("grid"))
        .put("top", 8)
        .put("left", 16 + room)
        .put("bottom", 46)
        .put("containLabel", false);
    ObjectNode length = ChartParts.x(options, "value", unit).put("splitNumber", 3);
    length.putObject("axisLabel").put("hideOverlap", true);
    ObjectNode names = options.putObject("yAxis").put("type", "category").put("inverse", true);
    names.putObject("axisTick").put("show", false);
    names.putObject("axisLabel").put("width", room).put("overflow", "truncate").put("fontSize", 11);
    ArrayNode categories = names.putArray("data");
    ObjectNode series = options.putArray("series").addObject();
    series.put("type", "bar").put("name", unit).put("color", ChartParts.colour(colour));
    ArrayNode lengths = series.putArray("data");
    for (Bar bar : bars) {
      categories.add(bar.name());
      lengths.add(ChartParts.shown(bar.length()));
    }
    return new Chart(name, bars.size() > 8 ? "tall" : "small", options, numbers);
  }
}
