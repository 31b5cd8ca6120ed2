package dev.tandem.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.features.declaration.Options;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The optimizers against the algorithms of their papers in double precision. */
class OptimizerTest {
  private static final int STEPS = 300;

  private static Options options(String... nameThenValue) {
    Map<String, List<String>> values = new TreeMap<>();
    for (int i = 0; i < nameThenValue.length; i += 2) {
      values.put(nameThenValue[i], List.of(nameThenValue[i + 1]));
    }
    return new Options(values);
  }

  /** A weight with what is remembered of it, in double precision. */
  private abstract static class Reference {
    double w = 0.3;
    double m;
    double v;

    abstract void step(int t, double g);
  }

  private static void requireAgreement(Optimizer optimizer, WeightKind kind, Reference reference) {
    float[] weights = {0.3f};
    float[] moments = new float[2];
    for (int t = 1; t <= STEPS; t++) {
      double gradient = Math.sin(t) + 0.2 * reference.w;
      optimizer.at(t, kind).apply(weights, 0, moments, 0, new float[] {(float) gradient}, 0, 1);
      reference.step(t, gradient);
      assertThat((double) weights[0]).as("step %d", t).isCloseTo(reference.w, within(2e-5));
    }
  }

  private static Reference adam(double rate, double decay) {
    return new Reference() {
      @Override
      void step(int t, double g) {
        w -= rate * decay * w;
        m = 0.9 * m + 0.1 * g;
        v = 0.999 * v + 0.001 * g * g;
        double corrected = v / (1 - Math.pow(0.999, t));
        w -= rate * m / (1 - Math.pow(0.9, t)) / (Math.sqrt(corrected) + 1e-8);
      }
    };
  }

  @Test
  void adam_agreesWithThePaper() {
    Optimizer adam = new AdamFactory().create(options("learning_rate", "0.05"));
    requireAgreement(adam, WeightKind.MATRIX, adam(0.05, 0));
  }

  @Test
  void adamw_shrinksMatricesAlone() {
    Optimizer adamw =
        new AdamWFactory().create(options("learning_rate", "0.05", "weight_decay", "0.3"));
    requireAgreement(adamw, WeightKind.MATRIX, adam(0.05, 0.3));
    requireAgreement(adamw, WeightKind.BIAS, adam(0.05, 0));
    requireAgreement(adamw, WeightKind.EMBEDDING, adam(0.05, 0));
  }

  @Test
  void adamw_shrinksWhatIsDeclared() {
    Optimizer adamw =
        new AdamWFactory()
            .create(
                options("weight_decay", "3", "decay_biases", "true", "decay_embeddings", "true"));
    requireAgreement(adamw, WeightKind.BIAS, adam(0.001, 3));
    requireAgreement(adamw, WeightKind.EMBEDDING, adam(0.001, 3));
  }

  @Test
  void adagrad_agreesWithThePaper() {
    Optimizer adagrad =
        new AdagradFactory().create(options("learning_rate", "0.05", "initial", "0.2"));
    Reference reference =
        new Reference() {
          @Override
          void step(int t, double g) {
            v += g * g;
            w -= 0.05 * g / (Math.sqrt(0.2 + v) + 1e-10);
          }
        };
    requireAgreement(adagrad, WeightKind.MATRIX, reference);
  }

  @Test
  void sgd_agreesWithTheTextbook() {
    Reference plain =
        new Reference() {
          @Override
          void step(int t, double g) {
            w -= 0.1 * g;
          }
        };
    requireAgreement(new SgdFactory().create(Options.none()), WeightKind.MATRIX, plain);
  }

  @Test
  void sgd_momentum_agreesWithTheTextbook() {
    Reference momentum =
        new Reference() {
          @Override
          void step(int t, double g) {
            m = 0.9 * m + g;
            w -= 0.02 * m;
          }
        };
    Optimizer sgd = new SgdFactory().create(options("learning_rate", "0.02", "momentum", "0.9"));
    requireAgreement(sgd, WeightKind.MATRIX, momentum);
  }

  /** Nesterov's own form: the gradient is taken where the momentum alone would lead. */
  @Test
  void sgd_nesterov_isTheGradientAtThePointAhead() {
    double rate = 0.02;
    double kept = 0.9;
    Optimizer sgd =
        new SgdFactory()
            .create(options("learning_rate", "0.02", "momentum", "0.9", "nesterov", "true"));
    float[] ahead = {0.5f};
    float[] moments = {0};
    double w = 0.5;
    double v = 0;
    for (int t = 1; t <= 200; t++) {
      sgd.at(t).apply(ahead, 0, moments, 0, new float[] {2 * ahead[0]}, 0, 1);
      v = kept * v - rate * 2 * (w + kept * v);
      w += v;
      // The optimizer keeps the point ahead in the place of the weight.
      assertThat((double) ahead[0]).isCloseTo(w + kept * v, within(1e-5));
    }
  }

  @Test
  void learningRate_risesThenFalls() {
    assertThat(rates("warmup_steps", "4")).startsWith(0.25, 0.5, 0.75, 1.0, 1.0).endsWith(1.0, 1.0);
    assertThat(rates("schedule", "linear", "decay_steps", "4", "final_share", "0.2"))
        .startsWith(0.8, 0.6, 0.4, 0.2, 0.2);
    assertThat(
            rates(
                "schedule", "linear", "decay_steps", "2", "final_share", "0", "warmup_steps", "2"))
        .startsWith(0.5, 1.0, 0.5, 0.0, 0.0);
    assertThat(rates("schedule", "exponential", "decay_steps", "2", "final_share", "0.25"))
        .startsWith(0.5, 0.25, 0.25);
    assertThat(rates("schedule", "cosine", "decay_steps", "2", "final_share", "0.2"))
        .startsWith(0.6, 0.2, 0.2);
  }

  private static List<Double> rates(String... settings) {
    String[] all = java.util.Arrays.copyOf(settings, settings.length + 2);
    all[settings.length] = "learning_rate";
    all[settings.length + 1] = "1";
    LearningRate rate = LearningRate.from(options(all), 0.5);
    return java.util.stream.LongStream.rangeClosed(1, 8)
        .mapToObj(step -> Math.round(rate.at(step) * 1e9) / 1e9)
        .toList();
  }

  @Test
  void create_wrongSettings_areRefused() {
    assertThatThrownBy(() -> new AdamFactory().create(options("learning_rate", "0")))
        .hasMessage("optimizer.learning_rate: found 0.0, allowed: a number above 0");
    assertThatThrownBy(() -> new AdamFactory().create(options("beta1", "1")))
        .hasMessage("optimizer.beta1: found 1.0, allowed: 0 up to below 1");
    assertThatThrownBy(() -> new SgdFactory().create(options("nesterov", "true")))
        .hasMessage("optimizer.momentum: found 0.0, allowed: above 0 with nesterov");
    assertThatThrownBy(() -> new SgdFactory().create(options("nesterov", "yes")))
        .hasMessage("optimizer.nesterov: found yes, allowed: true, false");
    assertThatThrownBy(() -> new SgdFactory().create(options("beta1", "1")))
        .hasMessage(
            "beta1: unknown setting of sgd, allowed: learning_rate, warmup_steps, schedule,"
                + " decay_steps, final_share, clip_norm, momentum, nesterov");
    assertThatThrownBy(() -> new AdamFactory().create(options("schedule", "step")))
        .hasMessage(
            "optimizer.schedule: found step, allowed: constant, linear, cosine, exponential");
    assertThatThrownBy(() -> new AdamFactory().create(options("schedule", "cosine")))
        .hasMessage(
            "optimizer.decay_steps: found nothing, allowed: 1 or more for a schedule that is not"
                + " constant");
    assertThatThrownBy(
            () ->
                new AdamFactory()
                    .create(
                        options("schedule", "exponential", "decay_steps", "9", "final_share", "0")))
        .hasMessage(
            "optimizer.final_share: found 0.0, allowed: 0 to 1, and above 0 for an exponential"
                + " schedule");
    assertThatThrownBy(() -> new AdamWFactory().create(options("weight_decay", "-1")))
        .hasMessage("optimizer.weight_decay: found -1.0, allowed: 0 or more");
    assertThatThrownBy(() -> GradientClip.from(options("clip_norm", "0")))
        .hasMessage("optimizer.clip_norm: found 0.0, allowed: a number above 0");
  }
}
