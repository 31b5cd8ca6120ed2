package dev.tandem.infra.page;

import java.util.List;
import java.util.Locale;

/**
 * A part of a page.
 *
 * @param heading its title; the first letters of a page's headings tell its parts apart
 * @param note how to read it, in a sentence or two; empty if that is plain
 */
public record Section(String heading, String note, List<Block> blocks) {
  public Section {
    blocks = List.copyOf(blocks);
  }

  /** A part that is left out, and why. */
  public static Section leftOut(String heading, String why) {
    return new Section(heading, "", List.of(new Block.Paragraph(why)));
  }

  /** The name that links lead to. */
  String anchor() {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
