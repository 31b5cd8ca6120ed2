package dev.tandem.serving.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.tandem.features.declaration.Thompson;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders that are drawn, and whether the stated propensities are those of the draws. */
class ExplorationTest {
  private static final int DRAWS = 20_000;
  private static final double[] SCORES = {-1.0, -0.4, Double.NaN, -0.5, -3.0};
  private static final Table FEATURES =
      Table.builder(5)
          .add("seen", LongColumn.of(ValueType.INT64, new long[] {0, 3, 0, 200, -7}))
          .add("rated", DoubleColumn.of(new double[] {0, 3, 0, 200, -7}))
          .build();

  private static Explorer thompson(double sigma, String count) {
    return new ThompsonExplorer(new Thompson(sigma, Optional.ofNullable(count), ""));
  }

  /**
   * Counts each order and compares the share of each beginning with the product of its
   * propensities. Six standard deviations: a right formula fails once in 10^8 comparisons.
   */
  private static void check(Explorer explorer, int positions) {
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Double> stated = new HashMap<>();
    SplittableRandom random = new SplittableRandom(7);
    for (int draw = 0; draw < DRAWS; draw++) {
      Order order = explorer.draw(SCORES, FEATURES, positions, random.split());
      StringBuilder beginning = new StringBuilder();
      double probability = 1;
      for (int position = 0; position < order.size(); position++) {
        assertThat(order.propensity(position)).isPositive().isLessThanOrEqualTo(1);
        beginning.append(order.row(position)).append(' ');
        probability *= order.propensity(position);
        counts.merge(beginning.toString(), 1, Integer::sum);
        Double before = stated.put(beginning.toString(), probability);
        assertThat(before == null || before == probability).as(beginning.toString()).isTrue();
      }
    }
    stated.forEach(
        (beginning, p) ->
            assertThat(counts.get(beginning) / (double) DRAWS)
                .as(beginning)
                .isCloseTo(p, offset(6 * Math.sqrt(p * (1 - p) / DRAWS) + 2.0 / DRAWS)));
    double first =
        stated.entrySet().stream()
            .filter(e -> e.getKey().length() == 2)
            .mapToDouble(Map.Entry::getValue)
            .sum();
    assertThat(first).isCloseTo(1, offset(1e-3));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.5, 1})
  void epsilonGreedy_manyDraws_haveTheStatedPropensities(double epsilon) {
    check(new EpsilonGreedyExplorer(epsilon), 3);
  }

  @Test
  void epsilonGreedy_zero_isTheGreedyOrderForCertain() {
    Order order = new EpsilonGreedyExplorer(0).draw(SCORES, FEATURES, 5, new SplittableRandom(1));

    int[] expected = {1, 3, 0, 4, 2};
    for (int position = 0; position < 5; position++) {
      assertThat(order.row(position)).isEqualTo(expected[position]);
      assertThat(order.propensity(position)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "seen", "rated"})
  void thompson_manyDraws_haveTheStatedPropensities(String count) {
    check(thompson(0.8, count.isEmpty() ? null : count), 2);
  }

  @Test
  void thompson_tinySigma_isTheGreedyOrder() {
    Order order = thompson(1e-6, null).draw(SCORES, FEATURES, 5, new SplittableRandom(1));

    assertThat(order.row(0)).isEqualTo(1);
    assertThat(order.row(1)).isEqualTo(3);
    assertThat(order.propensity(0)).isCloseTo(1, offset(1e-9));
  }

  @Test
  void thompson_equalScores_areEquallyLikely() {
    Order order = thompson(0.3, null).draw(new double[100], FEATURES, 100, new SplittableRandom(3));

    for (int position = 0; position < 100; position++) {
      assertThat(order.propensity(position)).isCloseTo(1.0 / (100 - position), offset(1e-9));
    }
  }

  @Test
  void thompson_moreOftenSeen_isLessOftenFirst() {
    double[] scores = {-1, 0, 0};
    Table seen =
        Table.builder(3)
            .add("seen", LongColumn.of(ValueType.INT64, new long[] {0, 50, 50}))
            .build();
    Table unseen =
        Table.builder(3)
            .add("seen", LongColumn.of(ValueType.INT64, new long[] {50, 50, 50}))
            .build();

    assertThat(firsts(scores, seen)).isGreaterThan(10 * Math.max(1, firsts(scores, unseen)));
  }

  private static int firsts(double[] scores, Table features) {
    Explorer explorer = thompson(1, "seen");
    SplittableRandom random = new SplittableRandom(5);
    int firsts = 0;
    for (int draw = 0; draw < 1000; draw++) {
      firsts += explorer.draw(scores, features, 1, random).row(0) == 0 ? 1 : 0;
    }
    return firsts;
  }
}
