package dev.tandem.infra.page;

import java.util.List;

/** A piece of a section, from top to bottom. The template tells them apart by their components. */
public sealed interface Block {

  /** A sentence or two. */
  record Paragraph(String paragraph) implements Block {}

  /** What a person should know first. */
  record Findings(List<String> findings) implements Block {
    public Findings {
      findings = List.copyOf(findings);
    }

    boolean hasFindings() {
      return !findings.isEmpty();
    }
  }

  /**
   * Whether all is well.
   *
   * @param mark {@code good} or {@code bad}
   * @param verdict in few words
   * @param reason in a sentence
   * @param examples of what is wrong
   */
  record Verdict(String mark, String verdict, String reason, List<String> examples)
      implements Block {
    public Verdict {
      examples = List.copyOf(examples);
    }

    boolean hasExamples() {
      return !examples.isEmpty();
    }
  }

  /** Tables one below the other. */
  record Tables(List<PageTable> tables) implements Block {
    public Tables {
      tables = List.copyOf(tables);
    }
  }

  /** Small tables side by side, as far as there is room. */
  record Cards(List<PageTable> cards) implements Block {
    public Cards {
      cards = List.copyOf(cards);
    }

    boolean hasCards() {
      return !cards.isEmpty();
    }
  }

  /** Charts side by side, as far as there is room. */
  record Charts(List<Chart> charts) implements Block {
    public Charts {
      charts = List.copyOf(charts);
    }

    boolean hasCharts() {
      return !charts.isEmpty();
    }
  }

  /** Tables that are shown if they are asked for. */
  record More(String summary, List<PageTable> hidden) implements Block {
    public More {
      hidden = List.copyOf(hidden);
    }
  }

  /** Text as it is, such as YAML. */
  record Code(String code) implements Block {}
}
