package dev.tandem.infra.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Dots by two measures, of which the horizontal one may be a name. */
public final class ScatterChart {
  private final ObjectNode options = ChartParts.options("item");
  private final ArrayNode legend;
  private final ArrayNode series;

  private ScatterChart() {
    this.legend = options.putObject("legend").put("top", 0).putArray("data");
    ChartParts.y(options);
    this.series = options.putArray("series");
  }

  /**
   * A dot.
   *
   * @param name that is shown for it
   * @param x a number, or a name if the chart is by name
   */
  public record Dot(String name, String x, double y) {}

  /** Dots over an axis of numbers. */
  public static ScatterChart byNumber(String xName) {
    ScatterChart chart = new ScatterChart();
    ChartParts.x(chart.options, "value", xName);
    return chart;
  }

  /** Dots over a logarithmic axis. */
  public static ScatterChart byLogarithm(String xName) {
    ScatterChart chart = new ScatterChart();
    ChartParts.x(chart.options, "log", xName);
    return chart;
  }

  /** Dots over names, in their order. */
  public static ScatterChart byName(String xName, List<String> names) {
    ScatterChart chart = new ScatterChart();
    ObjectNode axis = ChartParts.x(chart.options, "category", xName);
    names.forEach(axis.putArray("data")::add);
    return chart;
  }

  /** Adds dots of one kind in the n-th colour. */
  public ScatterChart dots(String name, int colour, int size, List<Dot> dots) {
    if (dots.isEmpty()) {
      return this;
    }
    legend.add(name);
    ObjectNode kind = series.addObject().put("type", "scatter").put("name", name);
    kind.put("color", ChartParts.colour(colour)).put("symbolSize", size);
    ArrayNode data = kind.putArray("data");
    boolean isByName = options.get("xAxis").get("type").asText().equals("category");
    for (Dot dot : dots) {
      ObjectNode drawn = data.addObject().put("name", dot.name());
      ArrayNode value = drawn.putArray("value");
      value.add(
          isByName
              ? JsonNodeFactory.instance.textNode(dot.x())
              : JsonNodeFactory.instance.numberNode(ChartParts.shown(Double.parseDouble(dot.x()))));
      value.add(ChartParts.shown(dot.y()));
    }
    return this;
  }

  /** The chart. */
  public Chart chart(String name, PageTable numbers) {
    return new Chart(name, "small", options, numbers);
  }
}
