package dev.tandem.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.training.explain.Explanation;
import dev.tandem.training.explain.GateShares;
import dev.tandem.training.explain.Neighbour;
import dev.tandem.training.explain.TaskAgreement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run says of the model that it has trained. */
class ExplainedRunTest {
  private static final int ROWS = 1_500;

  @TempDir private Path folder;
  private FunnelShop shop;

  @BeforeEach
  void openShop() throws IOException {
    shop = FunnelShop.open(folder, ROWS);
  }

  private TrainingReport explained(String architecture, String... training) {
    return TrainingRun.of(
            shop.project(architecture, training), "ranker", shop.trainingSet(), shop.bundle())
        .explained()
        .run(ProgressListener.SILENT);
  }

  @Test
  void run_notExplained_saysNothing() {
    assertThat(shop.train("shared_bottom", "epochs", "1").explanation()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmoe", "ple", "aitm"})
  void gates_ofANetworkThatMixes_areSharesInEverySegment(String architecture) {
    TrainingReport report = explained(architecture, "epochs", "1", "batch_size", "128");
    Explanation explanation = report.explanation().orElseThrow();
    assertThat(explanation.gates()).isNotEmpty();
    for (GateShares gate : explanation.gates()) {
      assertThat(gate.all().rows()).isEqualTo(report.rows().validation());
      assertSumsUpToOne(gate.all());
      gate.segments().forEach(segment -> assertSumsUpToOne(segment.share()));
      // The values of a feature part the rows, so that their means make up the mean of all.
      List<GateShares.Segment> values = segments(gate, "category_0");
      assertThat(values).hasSizeBetween(2, 7);
      double mean =
          values.stream().mapToDouble(s -> s.share().rows() * s.share().means().get(0)).sum()
              / report.rows().validation();
      assertThat(mean).isCloseTo(gate.all().means().get(0), within(1e-6));
      assertThat(segments(gate, "category_1")).isEmpty();
      assertThat(gate.distance(values.get(0))).isBetween(0.0, 1.0);
    }
  }

  private static List<GateShares.Segment> segments(GateShares gate, String feature) {
    return gate.segments().stream().filter(s -> s.feature().equals(feature)).toList();
  }

  private static void assertSumsUpToOne(GateShares.Share share) {
    assertThat(share.rows()).isPositive();
    assertThat(share.means().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(1, within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared_bottom", "separate_towers", "cross_stitch", "hierarchical"})
  void gates_ofANetworkThatDoesNotMix_areNone(String architecture) {
    assertThat(explained(architecture, "epochs", "1").explanation().orElseThrow().gates())
        .isEmpty();
  }

  @Test
  void agreement_ofEachTwoTasks_isACosine() {
    Explanation explanation = explained("shared_bottom", "epochs", "1").explanation().orElseThrow();
    assertThat(explanation.agreement()).hasSize(6 * 5 / 2);
    for (TaskAgreement pair : explanation.agreement()) {
      assertThat(pair.cosine()).isBetween(-1.0, 1.0);
      assertThat(pair.conflictShare()).isBetween(0.0, 1.0);
    }
    // A purchase is a click as well.
    assertThat(explanation.agreement().get(0).cosine()).isPositive();
  }

  @Test
  void neighbourhoods_areOfValuesThatAPersonCanRead() {
    Explanation explanation = explained("shared_bottom", "epochs", "2").explanation().orElseThrow();
    assertThat(explanation.neighbourhoods())
        .extracting(n -> n.feature())
        .containsOnly("category_0", "category_1", "category_2");
    assertThat(explanation.neighbourhoods())
        .filteredOn(n -> n.feature().equals("category_1"))
        .hasSize(8)
        .allSatisfy(
            n -> {
              assertThat(n.value()).startsWith("v");
              assertThat(n.nearest()).hasSize(4).doesNotContain(new Neighbour(n.value(), 1));
              assertThat(n.nearest())
                  .isSortedAccordingTo((a, b) -> Double.compare(b.cosine(), a.cosine()));
            });
  }

  @Test
  void explanation_ofTheSameModelAndRows_isTheSame() {
    Explanation first = explained("mmoe", "epochs", "1").explanation().orElseThrow();
    assertThat(explained("mmoe", "epochs", "1").explanation()).hasValue(first);
    assertThat(first.rows()).isBetween(ROWS / 20, ROWS / 5);
  }

  @Test
  void explanation_withoutValidationRows_isByTestRows() {
    TrainingReport report = explained("aitm", "epochs", "1", "validation_share", "0");
    Explanation explanation = report.explanation().orElseThrow();
    assertThat(explanation.rows()).isEqualTo(report.rows().test());
    assertThat(explanation.gates().get(0).all().rows()).isEqualTo(report.rows().test());
  }

  @Test
  void epochs_haveTheLossOfEachTask() {
    TrainingReport report = shop.train("shared_bottom", "epochs", "3", "batch_size", "64");
    assertThat(report.epochs()).allSatisfy(epoch -> assertThat(epoch.losses()).hasSize(6));
    double first = report.epochs().get(0).losses().get(0);
    assertThat(first).isBetween(0.3, 0.8);
    assertThat(report.epochs().get(2).losses().get(0)).isLessThan(first);
  }
}
