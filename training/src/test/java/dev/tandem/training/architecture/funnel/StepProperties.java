package dev.tandem.training.architecture.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;

class StepProperties {
  private static final double H = 1e-5;

  private static Signal signal(float value) {
    return new Signal(1, new float[] {value});
  }

  private static double p(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /** From the logarithm of the product, by {@code ln(1 - p) = ln(-expm1(ln p))}. */
  private static double logitOfProduct(double... z) {
    double log = -Math.log1p(Math.exp(-z[0])) - Math.log1p(Math.exp(-z[1]));
    return log - Math.log(-Math.expm1(log));
  }

  private static double logitOfEither(double... z) {
    double happens = p(z[0]) * p(z[1]) + p(-z[0]) * p(z[2]);
    double happensNot = p(z[0]) * p(-z[1]) + p(-z[0]) * p(-z[2]);
    return Math.log(happens) - Math.log(happensNot);
  }

  private static void check(Step step, List<Signal> inputs, ToDoubleFunction<double[]> naive) {
    double[] z = inputs.stream().mapToDouble(s -> s.values()[0]).toArray();
    step.forward(1);
    float found = step.output().values()[0];
    double expected = naive.applyAsDouble(z);
    assertThat((double) found).isCloseTo(expected, within(1e-6 + 1e-6 * Math.abs(expected)));
    step.output().gradient()[0] = 2;
    step.backward(1);
    for (int i = 0; i < z.length; i++) {
      double[] above = z.clone();
      double[] below = z.clone();
      above[i] += H;
      below[i] -= H;
      double slope = (naive.applyAsDouble(above) - naive.applyAsDouble(below)) / (2 * H);
      assertThat((double) inputs.get(i).gradient()[0]).isCloseTo(2 * slope, within(1e-5));
    }
  }

  @Property(tries = 500)
  void both_isTheLogitOfTheProduct(
      @ForAll @FloatRange(min = -50, max = 50) float a,
      @ForAll @FloatRange(min = -50, max = 50) float b) {
    List<Signal> inputs = List.of(signal(a), signal(b));
    Step both = new Both(inputs.get(0), inputs.get(1), 1);
    check(both, inputs, StepProperties::logitOfProduct);
    assertThat(both.output().values()[0]).isLessThanOrEqualTo(Math.min(a, b));
  }

  @Property(tries = 500)
  void eitherWay_isTheLogitOfTheSumOfBothWays(
      @ForAll @FloatRange(min = -50, max = 50) float middle,
      @ForAll @FloatRange(min = -50, max = 50) float through,
      @ForAll @FloatRange(min = -50, max = 50) float past) {
    List<Signal> inputs = List.of(signal(middle), signal(through), signal(past));
    Step step = new EitherWay(inputs.get(0), inputs.get(1), inputs.get(2), 1);
    check(step, inputs, StepProperties::logitOfEither);
    assertThat(step.output().values()[0])
        .isBetween(Math.min(through, past) - 1e-4f, Math.max(through, past) + 1e-4f);
  }

  @Property(tries = 20)
  void both_hugeLogits_staysFinite(
      @ForAll @FloatRange(min = -1e30f, max = 1e30f) float a,
      @ForAll @FloatRange(min = -1e30f, max = 1e30f) float b) {
    Both both = new Both(signal(a), signal(b), 1);
    both.forward(1);
    assertThat(both.output().values()[0]).isFinite();
  }
}
