package dev.tandem.infra.report;

import dev.tandem.infra.page.Block;
import dev.tandem.infra.page.NumberText;
import dev.tandem.infra.page.Page;
import dev.tandem.infra.page.PageTable;
import dev.tandem.infra.page.PageTable.Cell;
import dev.tandem.infra.page.PageTable.Row;
import dev.tandem.infra.page.Section;
import dev.tandem.training.comparison.Comparison;
import dev.tandem.training.comparison.Gain;
import java.util.List;
import java.util.OptionalDouble;

/** What the tasks of a model gain from each other, for people. */
public final class TwinPage {
  /** A relative gain of so much has the strongest colour. */
  private static final double STRONG = 0.05;

  private final Comparison comparison;

  /** The page of a comparison of a model with its single-task twins. */
  public TwinPage(Comparison comparison) {
    this.comparison = comparison;
  }

  /** The bytes of the page. */
  public byte[] toHtml() {
    Section gains =
        new Section(
            "Gains",
            "Positive is better, also of metrics of which less is better. p is the probability of a"
                + " gain as far from 0 by chance (paired t-test over the seeds).",
            List.of(new Block.Tables(List.of(table()))));
    return new Page(
            "Model " + comparison.model() + " and its single-task twins", lead(), List.of(gains))
        .toHtml();
  }

  private String lead() {
    OptionalDouble mean = comparison.meanRelativeGain();
    return "%s against each task alone (%s), trained on the same rows with %s seeds%s."
        .formatted(
            comparison.candidate(),
            comparison.baseline(),
            comparison.seeds().size(),
            mean.isPresent()
                ? ": " + NumberText.signed(100 * mean.getAsDouble(), 2) + " % in the mean"
                : "");
  }

  private PageTable table() {
    return PageTable.of(
        List.of("task", "metric", "alone", "together", "gain", "deviation", "p"),
        comparison.gains().stream().map(TwinPage::row).toList());
  }

  private static Row row(Gain gain) {
    double relative = gain.relative().orElse(0);
    OptionalDouble p = gain.gain().probability();
    return new Row(
        gain.task(),
        List.of(
            Cell.words(MetricText.name(gain.metric())),
            Cell.number(NumberText.measure(gain.baseline())),
            Cell.number(NumberText.measure(gain.candidate())),
            Cell.heat(NumberText.signed(gain.gain().mean(), 4), relative / STRONG),
            Cell.number(NumberText.fixed(gain.gain().deviation(), 4)),
            Cell.number(p.isPresent() ? NumberText.fixed(p.getAsDouble(), 3) : "")));
  }
}
