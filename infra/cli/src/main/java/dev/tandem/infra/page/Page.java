package dev.tandem.infra.page;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A page of a report.
 *
 * @param title what it is about
 * @param lead what came of it, in a sentence
 */
public record Page(String title, String lead, List<Section> sections) {
  public Page {
    sections = List.copyOf(sections);
  }

  /** The bytes of the file, which needs no other one and no network. */
  public byte[] toHtml() {
    return PageTemplate.write(this).getBytes(StandardCharsets.UTF_8);
  }

  /** True if something is to be drawn. */
  boolean isDrawn() {
    return sections.stream()
        .flatMap(section -> section.blocks().stream())
        .anyMatch(Block.Charts.class::isInstance);
  }
}
