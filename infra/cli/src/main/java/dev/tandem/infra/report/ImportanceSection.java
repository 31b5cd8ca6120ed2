package dev.tandem.infra.report;

import dev.tandem.infra.page.BarChart;
import dev.tandem.infra.page.BarChart.Bar;
import dev.tandem.infra.page.Block;
import dev.tandem.infra.page.Chart;
import dev.tandem.infra.page.NumberText;
import dev.tandem.infra.page.PageTable;
import dev.tandem.infra.page.PageTable.Row;
import dev.tandem.infra.page.Section;
import dev.tandem.training.explain.Explanation;
import dev.tandem.training.explain.FeatureImportance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What each task listens to. */
final class ImportanceSection {
  private static final String HEADING = "What each task listens to";
  private static final int MOST = 15;

  private final Explanation explanation;
  private final List<String> tasks;

  ImportanceSection(Explanation explanation, List<String> tasks) {
    this.explanation = explanation;
    this.tasks = tasks;
  }

  Section section() {
    List<Chart> charts = new ArrayList<>();
    for (int task = 0; task < tasks.size(); task++) {
      List<FeatureImportance> most = most(tasks.get(task));
      if (!most.isEmpty()) {
        charts.add(chart(most, task));
      }
    }
    if (charts.isEmpty()) {
      return Section.leftOut(
          HEADING,
          "No task can be measured on the rows that were looked at: each needs both outcomes.");
    }
    return new Section(
        HEADING,
        "How much worse a task is predicted when one feature's values are dealt out to other rows"
            + " at random: the fifteen that cost most, on %s rows. Of two features that say the same, each may seem needless; of a rare outcome the numbers are rough, see the deviations."
                .formatted(NumberText.count(explanation.rows())),
        List.of(new Block.Charts(charts)));
  }

  private static Chart chart(List<FeatureImportance> most, int colour) {
    String unit = "loss of " + MetricText.name(most.get(0).metric());
    return BarChart.of(
        most.get(0).task(),
        unit,
        colour,
        most.stream().map(found -> new Bar(found.feature(), found.loss())).toList(),
        PageTable.of(
            List.of("feature", unit, "deviation"),
            most.stream()
                .map(
                    found ->
                        Row.of(
                            found.feature(),
                            NumberText.fixed(found.loss(), 5),
                            NumberText.fixed(found.deviation(), 5)))
                .toList()));
  }

  /** The features that matter most to a task, the greatest first. */
  private List<FeatureImportance> most(String task) {
    return explanation.importance().stream()
        .filter(found -> found.task().equals(task))
        .sorted(Comparator.comparingDouble(FeatureImportance::loss).reversed())
        .limit(MOST)
        .toList();
  }

  /** A sentence for each task about the three that matter most. */
  List<String> findings() {
    List<String> found = new ArrayList<>();
    for (String task : tasks) {
      String features =
          most(task).stream()
              .filter(feature -> feature.loss() > feature.deviation())
              .limit(3)
              .map(FeatureImportance::feature)
              .collect(Collectors.joining(", "));
      if (!features.isEmpty()) {
        found.add(task + " listens most to " + features + ".");
      }
    }
    return found;
  }
}
