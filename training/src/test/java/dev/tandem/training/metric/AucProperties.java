package dev.tandem.training.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AucProperties {
  /** The definition: over all pairs of a positive and a negative. */
  private static OptionalDouble naive(float[] scores, float[] labels) {
    double ordered = 0;
    double pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (labels[i] == 1 && labels[j] == 0) {
          pairs++;
          ordered += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    return pairs == 0 ? OptionalDouble.empty() : OptionalDouble.of(ordered / pairs);
  }

  @Property(tries = 500)
  void of_agreesWithTheDefinition(
      @ForAll @IntRange(max = 60) int n,
      @ForAll @IntRange(min = 1, max = 20) int s,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] scores = new float[n];
    float[] labels = new float[n];
    for (int i = 0; i < n; i++) {
      scores[i] = (random.nextInt(s) - s / 2) * 0.37f * (random.nextBoolean() ? 1 : -1);
      labels[i] = random.nextInt(8) == 0 ? Float.NaN : random.nextInt(2);
    }
    assertThat(Auc.of(scores, labels)).isEqualTo(naive(scores, labels));
  }

  @Example
  void of_extremeScores() {
    float[] scores = {
      -Float.MAX_VALUE, -Float.MIN_VALUE, -0f, 0f, Float.MIN_VALUE, Float.MAX_VALUE
    };
    float[] labels = {0, 1, 0, 1, 0, 1};
    assertThat(Auc.of(scores, labels)).isEqualTo(naive(scores, labels));
  }

  @Example
  void of_oneClass_isEmpty() {
    assertThat(Auc.of(new float[] {1, 2}, new float[] {1, 1})).isEmpty();
    assertThat(Auc.of(new float[0], new float[0])).isEmpty();
  }
}
