package dev.tandem.infra.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;

/** What the options of all charts have in common. */
final class ChartParts {
  private static final MathContext SHOWN = new MathContext(5);
  private static final int COLOURS = 8;

  private ChartParts() {}

  /** Options without axes and series. */
  static ObjectNode options(String tooltipTrigger) {
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    options.put("animation", false);
    options
        .putObject("grid")
        .put("left", 8)
        .put("right", 20)
        .put("top", 40)
        .put("bottom", 26)
        .put("containLabel", true);
    options.putObject("tooltip").put("trigger", tooltipTrigger).put("confine", true);
    return options;
  }

  /** The horizontal axis, with its name below it; what stands upwards, the chart's name says. */
  static ObjectNode x(ObjectNode options, String type, String name) {
    return options
        .putObject("xAxis")
        .put("type", type)
        .put("name", name)
        .put("nameLocation", "middle")
        .put("nameGap", 26)
        .put("scale", true);
  }

  /** The vertical axis, of numbers. */
  static ObjectNode y(ObjectNode options) {
    return options.putObject("yAxis").put("type", "value").put("scale", true);
  }

  /** The colour of the style for the n-th of several. */
  static String colour(int n) {
    return "var(--c" + n % COLOURS + ")";
  }

  /** A number with as many digits as can be seen. */
  static BigDecimal shown(double number) {
    return new BigDecimal(number).round(SHOWN);
  }
}
