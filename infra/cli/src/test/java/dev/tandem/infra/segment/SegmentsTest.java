package dev.tandem.infra.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.features.declaration.Task;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SegmentsTest {
  private static final List<Task> TASKS =
      List.of(
          new Task("intent", Task.Kind.BINARY, "buys", 1, Optional.empty()),
          new Task("spend", Task.Kind.REGRESSION, "amount", 1, Optional.empty()));

  private static Table rows(double[] intent, double[] spend) {
    LongColumn buys = LongColumn.of(ValueType.INT64, new long[intent.length]);
    DoubleColumn amount = DoubleColumn.of(spend.clone());
    for (int row = 0; row < intent.length; row++) {
      buys.set(row, row % 2);
    }
    amount.setNull(0);
    return Table.builder(intent.length)
        .add("label.buys", buys)
        .add("label.amount", amount)
        .add("p.intent", DoubleColumn.of(intent))
        .add("p.spend", DoubleColumn.of(spend))
        .build();
  }

  @Test
  void of_oneTask_cutsTheRowsIntoEqualParts() {
    Segments segments =
        Segments.of(
            "m",
            TASKS,
            List.of("intent"),
            3,
            rows(new double[] {.1, .9, .2, .8, .3, .7}, new double[] {1, 2, 3, 4, 5, 6}));

    assertThat(segments.segments()).extracting(Segments.Segment::rows).containsExactly(2, 2, 2);
    assertThat(segments.segments())
        .extracting(segment -> segment.levels().get(0))
        .containsExactly("low", "middle", "high");
    Segments.Segment low = segments.segments().get(0);
    assertThat(low.scores().get(0).predicted()).isCloseTo(0.15, within(1e-12));
    assertThat(low.scores().get(0).actual()).contains(0.0);
    assertThat(low.scores().get(1).predicted()).isEqualTo(2);
    assertThat(low.scores().get(1).actual()).contains(3.0);
  }

  @Test
  void of_twoTasks_leavesOutWhatNoRowIsIn() {
    Segments segments =
        Segments.of(
            "m",
            TASKS,
            List.of("intent", "spend"),
            2,
            rows(new double[] {.1, .2, .3, .4}, new double[] {1, 2, 3, 4}));

    assertThat(segments.segments())
        .extracting(Segments.Segment::levels)
        .containsExactly(List.of("low", "low"), List.of("high", "high"));
  }

  @Test
  void of_equalScores_areNotCutApart() {
    Segments segments =
        Segments.of(
            "m",
            TASKS,
            List.of("intent"),
            4,
            rows(new double[] {.5, .5, .5, .5, .9}, new double[] {1, 2, 3, 4, 5}));

    assertThat(segments.segments()).extracting(Segments.Segment::rows).containsExactly(4, 1);
  }

  @Test
  void text_segments_standInLinesAndOnAPageThatNeedsNoNetwork() {
    SegmentText text =
        new SegmentText(
            Segments.of(
                "m<1>",
                TASKS,
                List.of("intent"),
                2,
                rows(new double[] {.25, .75}, new double[] {1, 20})));

    assertThat(text.lines())
        .containsExactly(
            "intent  rows   share  intent score  actual  spend score  actual",
            "low        1  50.0 %        0.2500  0.0000       1.0000        ",
            "high       1  50.0 %        0.7500  1.0000        20.00   20.00");
    assertThat(new String(text.page(), StandardCharsets.UTF_8))
        .contains("<h1>Segments of m&lt;1&gt;</h1>")
        .contains(
            "<th scope=\"row\">high</th><td>1</td><td>50.0 %</td><td>0.7500</td><td>1.0000</td>")
        .doesNotContain("http://")
        .doesNotContain("https://");
  }
}
