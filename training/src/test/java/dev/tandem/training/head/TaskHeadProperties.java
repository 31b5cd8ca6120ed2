package dev.tandem.training.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TaskHeadProperties {
  /** A power of two, so that units a step apart are exact in single precision. */
  private static final float STEP = 1f / 1024;

  private static final LabelScale SCALE = new LabelScale(3, 1.5);

  private static final List<TaskHead> HEADS =
      List.of(
          head(Task.Kind.BINARY, Options.none()),
          head(Task.Kind.REGRESSION, Options.none()),
          head(Task.Kind.REGRESSION, options(Task.RANGE, "1", "5")),
          head(Task.Kind.MULTICLASS, options(Task.CLASSES, "1", "2", "5")),
          head(Task.Kind.ZILN, Options.none()));

  private static TaskHead head(Task.Kind kind, Options options) {
    return TaskHead.of(
        new Task("t", kind, "t", 1, Optional.empty(), Optional.empty(), options), SCALE);
  }

  private static Options options(String name, String... values) {
    return new Options(Map.of(name, List.of(values)));
  }

  private static float label(TaskHead head, Random random) {
    boolean one = random.nextBoolean();
    if (head instanceof BinaryHead) {
      return one ? 1 : 0;
    }
    if (head instanceof MulticlassHead) {
      return one ? 5 : 2;
    }
    return head instanceof ZeroInflatedHead && one ? 0 : 1 + 4 * random.nextFloat();
  }

  private static float[] units(TaskHead head, Random random) {
    float[] units = new float[head.units()];
    for (int j = 0; j < units.length; j++) {
      units[j] = Math.round(3 * random.nextGaussian() * 1024) / 1024f;
    }
    return units;
  }

  @Property(tries = 300)
  void gradient_isTheDerivativeOfTheLoss(@ForAll long seed) {
    Random random = new Random(seed);
    for (TaskHead head : HEADS) {
      float[] units = units(head, random);
      float target = head.target(label(head, random));
      float[] gradient = new float[units.length];
      head.gradient(units, 0, target, 0.5, gradient);
      for (int j = 0; j < units.length; j++) {
        float old = units[j];
        units[j] = old + STEP;
        double above = head.loss(units, 0, target);
        units[j] = old - STEP;
        double below = head.loss(units, 0, target);
        units[j] = old;
        double difference = 0.5 * (above - below) / (2 * STEP);
        assertThat((double) gradient[j])
            .as("%s, unit %s", head.getClass().getSimpleName(), j)
            .isCloseTo(difference, within(1e-4 * (1 + Math.abs(difference))));
      }
    }
  }

  @Property(tries = 100)
  void zeroInflated_loss_isTheNegativeLogLikelihood(@ForAll long seed) {
    Random random = new Random(seed);
    TaskHead head = HEADS.get(4);
    float[] units = units(head, random);
    double p = 1 / (1 + Math.exp(-units[0]));
    double sigma = Math.max(0.01, Math.min(5, Math.log(1 + Math.exp(units[2]))));
    double y = 0.1 + 50 * random.nextDouble();
    double exponent = -Math.pow(Math.log((float) y) - units[1], 2) / (2 * sigma * sigma);
    double logDensity = exponent - Math.log((float) y * sigma * Math.sqrt(2 * Math.PI));
    assertThat(head.loss(units, 0, (float) y))
        .isCloseTo(-Math.log(p) - logDensity, within(1e-6 * (1 + Math.abs(logDensity))));
    assertThat(head.loss(units, 0, 0)).isCloseTo(-Math.log(1 - p), within(1e-6));
    double expectation = p * Math.exp(Math.min(20, units[1] + sigma * sigma / 2));
    assertThat((double) head.value(units, 0)).isCloseTo(expectation, within(1e-5 * expectation));
  }

  @Property(tries = 100)
  void multiclass_agreesWithTheSoftmax(@ForAll long seed) {
    Random random = new Random(seed);
    TaskHead head = HEADS.get(3);
    float[] units = units(head, random);
    double sum = 0;
    for (float unit : units) {
      sum += Math.exp(unit);
    }
    float[] probabilities = new float[3];
    head.probabilities(units, 0, probabilities, 0);
    for (int c = 0; c < 3; c++) {
      double p = Math.exp(units[c]) / sum;
      assertThat((double) probabilities[c]).isCloseTo(p, within(1e-6));
      assertThat(head.loss(units, 0, c)).isCloseTo(-Math.log(p), within(1e-6));
    }
    double mean = probabilities[0] + 2 * probabilities[1] + 5 * probabilities[2];
    assertThat((double) head.value(units, 0)).isCloseTo(mean, within(1e-5));
  }

  @Example
  void loss_hugeUnits_isFinite() {
    for (TaskHead head : HEADS) {
      for (float size : new float[] {1000, -1000}) {
        float[] units = {size, size / 10, size};
        float target = head.target(head instanceof BinaryHead ? 1 : 2);
        float[] gradient = new float[3];
        head.gradient(units, 0, target, 1, gradient);
        assertThat(head.loss(units, 0, target)).isFinite();
        assertThat(gradient[0] + gradient[1] + gradient[2]).isFinite();
        assertThat(head.value(units, 0)).isFinite();
      }
    }
  }

  @Example
  void rowsOutsideTheSpace_addNothing() {
    float[] targets = {Float.NaN, 1, Float.NaN};
    float[] gradient = {9, 9};
    TaskHead head = HEADS.get(1);
    assertThat(SampleSpace.count(targets, 0, 3)).isEqualTo(1);
    assertThat(head.loss(new float[] {3, 5}, targets, 1, 2)).isEqualTo(4);
    head.gradient(new float[] {3, 5}, targets, 1, 2, 0.5, gradient);
    assertThat(gradient).containsExactly(2, 0);
    assertThat(HEADS).allSatisfy(h -> assertThat(h.target(Float.NaN)).isNaN());
  }

  @Example
  void range_predictions_stayWithin() {
    TaskHead head = HEADS.get(2);
    assertThat(head.value(new float[] {-40}, 0)).isCloseTo(1, within(1e-5f));
    assertThat(head.value(new float[] {0}, 0)).isCloseTo(3, within(1e-5f));
    assertThat(head.value(new float[] {40}, 0)).isCloseTo(5, within(1e-5f));
  }
}
