package dev.tandem.training.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Each measure against its definition, written down in the plainest way. */
class ValueMetricsProperties {

  /**
   * Twice the share of pairs' worth that is in order: for each pair, what the higher is worth more.
   */
  private static double ordered(float[] scores, float[] labels) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < labels.length; j++) {
        if (labels[i] >= 0 && labels[j] >= 0 && scores[i] > scores[j]) {
          sum += labels[i] - labels[j];
        }
      }
    }
    return sum;
  }

  @Property(tries = 300)
  void normalisedGini_isThePairwiseWorthInOrder(
      @ForAll @IntRange(max = 40) int rows, @ForAll long seed) {
    Samples samples = new Samples(new Random(seed), rows);
    float[] predictions = samples.probabilities();
    float[] labels = samples.spend();
    double best = ordered(labels, labels);
    OptionalDouble found = NormalisedGini.of(predictions, labels);
    assertThat(found.isPresent()).isEqualTo(best > 0);
    if (best > 0) {
      assertThat(found.getAsDouble()).isCloseTo(ordered(predictions, labels) / best, within(1e-9));
    }
  }

  @Property(tries = 300)
  void quadraticKappa_agreesWithTheDefinition(
      @ForAll @IntRange(max = 40) int rows,
      @ForAll @IntRange(min = 2, max = 5) int classes,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] labels = new float[rows];
    int[] predicted = random.ints(rows, 0, classes).toArray();
    float[] probabilities = new float[rows * classes];
    for (int i = 0; i < rows; i++) {
      labels[i] = random.nextInt(6) == 0 ? Float.NaN : random.nextInt(classes);
      probabilities[i * classes + predicted[i]] = 1;
    }
    double found = 0;
    double chance = 0;
    double inSpace = 0;
    for (int i = 0; i < rows; i++) {
      if (!Float.isNaN(labels[i])) {
        inSpace++;
        found += Math.pow(labels[i] - predicted[i], 2);
        for (int j = 0; j < rows; j++) {
          chance += Float.isNaN(labels[j]) ? 0 : Math.pow(labels[i] - predicted[j], 2);
        }
      }
    }
    OptionalDouble kappa =
        ClassErrors.of(
                probabilities,
                labels,
                IntStream.range(0, classes).asDoubleStream().boxed().toList())
            .quadraticKappa();
    assertThat(kappa.isPresent()).isEqualTo(chance > 0);
    if (chance > 0) {
      assertThat(kappa.getAsDouble()).isCloseTo(1 - found / (chance / inSpace), within(1e-9));
    }
  }
}
