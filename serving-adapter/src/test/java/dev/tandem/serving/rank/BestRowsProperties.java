package dev.tandem.serving.rank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BestRowsProperties {
  @Property(tries = 300)
  void of_anyScores_areTheFirstOfAStableSort(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 120) int rows,
      @ForAll @IntRange(min = 0, max = 130) int count) {
    Random random = new Random(seed);
    double[] scores = new double[rows];
    for (int row = 0; row < rows; row++) {
      scores[row] = random.nextInt(8) == 0 ? Double.NaN : random.nextInt(20) - 10;
    }

    int[] expected =
        IntStream.range(0, rows)
            .boxed()
            .sorted(
                Comparator.comparing((Integer row) -> Double.isNaN(scores[row]))
                    .thenComparing(row -> -scores[row]))
            .mapToInt(row -> row)
            .limit(count)
            .toArray();
    assertThat(BestRows.of(scores, count)).isEqualTo(expected);
  }

  @Test
  void of_zerosOfBothSigns_areEqual() {
    assertThat(BestRows.of(new double[] {-0.0, 0.0, -0.0}, 3)).containsExactly(0, 1, 2);
  }
}
