package dev.tandem.infra.page;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A chart, drawn when the page is opened, and its numbers for those who cannot see it.
 *
 * @param name what it shows, in few words
 * @param shape its class of style: {@code small}, {@code square}, {@code wide} or {@code tall}
 * @param options of Apache ECharts; a colour may be a variable of the style, {@code var(--name)}
 * @param numbers what is drawn
 */
public record Chart(String name, String shape, ObjectNode options, PageTable numbers) {

  /** The options as they may stand in a script element, whatever is in them. */
  String optionsJson() {
    return ScriptJson.write(options);
  }
}
