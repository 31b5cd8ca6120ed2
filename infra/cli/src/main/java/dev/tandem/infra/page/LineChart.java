package dev.tandem.infra.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Lines over an axis of numbers. A builder; not thread-safe. */
public final class LineChart {
  private static final String GUIDE = "var(--muted)";

  private final ObjectNode options;
  private final ObjectNode x;
  private final ObjectNode y;
  private final ArrayNode legend;
  private final ArrayNode series;

  private LineChart(String xName, String trigger) {
    this.options = ChartParts.options(trigger);
    this.legend = options.putObject("legend").put("type", "scroll").put("top", 0).putArray("data");
    this.x = ChartParts.x(options, "value", xName);
    this.y = ChartParts.y(options);
    this.series = options.putArray("series");
  }

  /** A point of a line. */
  public record Point(double x, double y) {}

  /** Lines that are read point by point at the same places, such as epochs. */
  public static LineChart byPlace(String xName) {
    LineChart chart = new LineChart(xName, "axis");
    chart.x.put("min", 1).put("minInterval", 1).put("splitNumber", 4);
    chart.x.putObject("splitLine").put("show", false);
    return chart;
  }

  /** Curves of two measures of the same unit, both from 0 on, with their diagonal. */
  public static LineChart square(String xName, double to) {
    LineChart chart = new LineChart(xName, "item");
    chart.x.put("min", 0).put("max", ChartParts.shown(to));
    chart.y.put("min", 0).put("max", ChartParts.shown(to));
    ObjectNode diagonal = chart.add("", GUIDE, List.of(new Point(0, 0), new Point(to, to)));
    diagonal
        .put("silent", true)
        .put("showSymbol", false)
        .putObject("lineStyle")
        .put("type", "dashed")
        .put("color", GUIDE)
        .put("width", 1);
    return chart;
  }

  /** Adds a line in the n-th colour. */
  public LineChart line(String name, int colour, List<Point> points) {
    named(name, colour, points).put("showSymbol", points.size() < 2);
    return this;
  }

  /** Adds a line in the n-th colour with a mark at each point. */
  public LineChart marked(String name, int colour, List<Point> points) {
    named(name, colour, points).put("showSymbol", true).put("symbolSize", 7);
    return this;
  }

  /** Adds a dashed line in the n-th colour. */
  public LineChart dashed(String name, int colour, List<Point> points) {
    ObjectNode line = named(name, colour, points).put("showSymbol", points.size() < 2);
    line.withObject("/lineStyle").put("type", "dashed");
    return this;
  }

  /** Adds a line of many, which has no name of its own in the legend. */
  public LineChart thin(String name, String colour, List<Point> points) {
    ObjectNode line = add(name, colour, points).put("showSymbol", points.size() < 2);
    line.putObject("lineStyle").put("width", 1).put("opacity", 0.5);
    return this;
  }

  /** Marks a place of the horizontal axis. */
  public LineChart at(double place, String label) {
    ObjectNode mark = ((ObjectNode) series.get(0)).putObject("markLine");
    mark.put("symbol", "none").put("silent", true);
    mark.putObject("lineStyle").put("color", GUIDE).put("type", "dotted");
    mark.putObject("label").put("formatter", label).put("color", GUIDE).put("position", "end");
    mark.putArray("data").addObject().put("xAxis", place);
    return this;
  }

  private ObjectNode named(String name, int colour, List<Point> points) {
    legend.add(name);
    return add(name, ChartParts.colour(colour), points);
  }

  private ObjectNode add(String name, String colour, List<Point> points) {
    ObjectNode line = series.addObject().put("type", "line").put("name", name).put("color", colour);
    line.put("symbol", "circle");
    line.putObject("lineStyle").put("width", 2);
    ArrayNode values = line.putArray("data");
    for (Point point : points) {
      if (!Double.isNaN(point.y())) {
        values.addArray().add(ChartParts.shown(point.x())).add(ChartParts.shown(point.y()));
      }
    }
    return line;
  }

  /**
   * The chart.
   *
   * @param numbers what its lines are made of
   */
  public Chart chart(String name, String shape, PageTable numbers) {
    if (legend.size() < 2) {
      options.putObject("legend").put("show", false);
      ((ObjectNode) options.get("grid")).put("top", 22);
    }
    return new Chart(name, shape, options, numbers);
  }
}
