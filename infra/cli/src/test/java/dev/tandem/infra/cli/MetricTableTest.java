package dev.tandem.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.training.comparison.Comparison;
import dev.tandem.training.comparison.Gain;
import dev.tandem.training.metric.TaskMetrics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MetricTableTest {
  private static String printed(Consumer<PrintWriter> table) {
    StringWriter text = new StringWriter();
    table.accept(new PrintWriter(text, true));
    return text.toString();
  }

  @Test
  void print_metricsOfSomeTasks_leavesCellsOfOthersEmpty() {
    MetricTable table =
        MetricTable.of(
            List.of(
                new TaskMetrics("click", 12_000, 300, Map.of("auc", 0.75, "log_loss", 0.1)),
                new TaskMetrics("rating", 50, 0, Map.of("rmse", 1.25))));
    table.add("purchase | click", new TaskMetrics("purchase", 300, 20, Map.of("auc", 0.6)));
    assertThat(printed(table::print))
        .isEqualToNormalizingNewlines(
            """
                                    click     rating  purchase | click
            rows                   12,000         50               300
            positives                 300                           20
            auc                    0.7500                       0.6000
            log_loss               0.1000
            rmse                              1.2500
            """);
  }

  @Test
  void print_comparison_saysWhetherItIsChance() {
    List<List<TaskMetrics>> single =
        List.of(
            List.of(new TaskMetrics("click", 9, 3, Map.of("auc", 0.7, "log_loss", 0.5))),
            List.of(new TaskMetrics("click", 9, 3, Map.of("auc", 0.71, "log_loss", 0.5))));
    List<List<TaskMetrics>> joint =
        List.of(
            List.of(new TaskMetrics("click", 9, 3, Map.of("auc", 0.72, "log_loss", 0.5))),
            List.of(new TaskMetrics("click", 9, 3, Map.of("auc", 0.75, "log_loss", 0.5))));
    Comparison comparison =
        new Comparison(
            "ranker", "single_task", "aitm", List.of(7L, 8L), Gain.between(single, joint));
    assertThat(printed(new ComparisonTable(comparison)::print))
        .isEqualToNormalizingNewlines(
            """
            model ranker: aitm against single_task, test rows, means over the seeds [7, 8]

            task         metric               single_task            aitm      gain deviation        p
            click        auc                       0.7050          0.7350   +0.0300    0.0141    0.205
            click        log_loss                  0.5000          0.5000   +0.0000    0.0000

            mean relative gain over all tasks and metrics: +2.13 %
            gain: positive is better; p: how often chance alone would give as much (paired t-test)
            """);
  }
}
