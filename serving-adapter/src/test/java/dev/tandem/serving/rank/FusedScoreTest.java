package dev.tandem.serving.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.RankingPolicy;
import dev.tandem.features.declaration.RankingPolicy.Factor;
import dev.tandem.serving.predict.GivenPredictions;
import dev.tandem.serving.predict.Predictions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FusedScoreTest {
  private static FusedScore score(Factor... factors) {
    return FusedScore.of(new RankingPolicy(List.of(factors), Optional.empty(), Optional.empty()));
  }

  private static Factor factor(String task, double power) {
    return new Factor(task, power, Optional.empty());
  }

  @Test
  void of_hugePowersOfSmallNumbers_neitherUnderflowsNorOverflows() {
    Predictions predictions =
        GivenPredictions.of(List.of("a", "b"), new float[][] {{1e-8f, 2e-8f}, {1e-7f, 1e-7f}});

    double[] scores = score(factor("a", 300), factor("b", -1e6)).of(predictions);

    assertThat(scores[0]).isFinite().isGreaterThan(1e7).isLessThan(scores[1]);
  }

  @Test
  void of_valuesBelowTheFloor_areTheFloor() {
    Predictions predictions =
        GivenPredictions.of(List.of("a"), new float[][] {{0, -5, 1e-20f, 2e-9f, 1}});

    double[] scores = score(factor("a", 2)).of(predictions);

    double least = 2 * StrictMath.log(1e-9);
    assertThat(scores).startsWith(least, least, least).endsWith(0);
    assertThat(scores[3]).isGreaterThan(least);
  }

  @Test
  void of_predictionThatIsNoFiniteNumber_isNotANumberWhateverTheOthersAre() {
    Predictions predictions =
        GivenPredictions.of(
            List.of("a", "b"),
            new float[][] {
              {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1}, {1, 1, 1, 1}
            });

    double[] scores = score(factor("b", 1), factor("a", -1)).of(predictions);

    assertThat(scores).containsExactly(Double.NaN, Double.NaN, Double.NaN, 0);
    assertThat(BestRows.of(scores, 2)).containsExactly(3, 0);
  }

  @Test
  void of_missingTask_saysWhatThereIs() {
    Predictions predictions = GivenPredictions.of(List.of("a"), new float[][] {{1}});

    assertThatThrownBy(() -> score(factor("b", 1)).of(predictions))
        .hasMessage("the score needs the task 'b', model 'given' version 1 has [a]");
  }
}
