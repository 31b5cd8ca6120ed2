package dev.tandem.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class LossProperties {
  private static final double STEP = 1e-5;

  @Property(tries = 300)
  void taskLoss_slope_isTheDerivative(
      @ForAll TaskLoss loss,
      @ForAll @DoubleRange(min = -30, max = 30) double z,
      @ForAll boolean y) {
    double label = y ? 1 : 0;
    double difference = (loss.value(z + STEP, label) - loss.value(z - STEP, label)) / (2 * STEP);
    assertThat(loss.slope(z, label)).isCloseTo(difference, within(1e-5));
  }

  @Property(tries = 300)
  void crossEntropy_agreesWithTheDefinition(
      @ForAll @DoubleRange(min = -30, max = 30) double z, @ForAll boolean y) {
    double p = 1 / (1 + Math.exp(-z));
    double naive = y ? -Math.log(p) : z - Math.log(p);
    assertThat(Logistic.crossEntropy(z, y ? 1 : 0)).isCloseTo(naive, within(1e-9));
    assertThat(Logistic.probability(z)).isCloseTo(p, within(1e-15));
  }

  @Example
  void crossEntropy_hugeLogits_isFinite() {
    assertThat(Logistic.crossEntropy(1000, 0)).isEqualTo(1000);
    assertThat(Logistic.crossEntropy(-1000, 1)).isEqualTo(1000);
    assertThat(Logistic.crossEntropy(1000, 1)).isZero();
    assertThat(Logistic.probability(-1000)).isZero();
    assertThat(TaskLoss.BINARY_CROSS_ENTROPY.slope(1000, 0)).isEqualTo(1);
  }

  @Example
  void taskLoss_rowsOutsideTheSpace_addNothing() {
    float[] labels = {Float.NaN, 1, Float.NaN};
    float[] gradient = {9, 9};
    assertThat(TaskLoss.inSpace(labels, 0, 3)).isEqualTo(1);
    assertThat(TaskLoss.SQUARED_ERROR.sum(new float[] {3, 5}, labels, 1, 2)).isEqualTo(4);
    TaskLoss.SQUARED_ERROR.gradient(new float[] {3, 5}, labels, 1, 2, 0.5, gradient);
    assertThat(gradient).containsExactly(2, 0);
  }

  @Property(tries = 100)
  void calibrator_gradient_isTheDerivative(@ForAll long seed) {
    Random random = new Random(seed);
    double before = 3 * random.nextGaussian();
    double after = 3 * random.nextGaussian();
    if (Math.abs(before - after) < 1e-3) {
      return;
    }
    float[] beforeGradient = {0};
    float[] afterGradient = {0};
    Calibrator.addGradient(
        new float[] {(float) before},
        new float[] {(float) after},
        1,
        0.5,
        beforeGradient,
        afterGradient);
    assertThat((double) beforeGradient[0])
        .isCloseTo(
            0.5 * (term(before + STEP, after) - term(before - STEP, after)) / (2 * STEP),
            within(1e-6));
    assertThat((double) afterGradient[0])
        .isCloseTo(
            0.5 * (term(before, after + STEP) - term(before, after - STEP)) / (2 * STEP),
            within(1e-6));
    assertThat(Calibrator.sum(new float[] {(float) before}, new float[] {(float) after}, 1))
        .isCloseTo(term(before, after), within(1e-6));
  }

  private static double term(double before, double after) {
    return Math.max(1 / (1 + Math.exp(-after)) - 1 / (1 + Math.exp(-before)), 0);
  }
}
