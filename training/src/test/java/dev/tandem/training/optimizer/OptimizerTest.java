package dev.tandem.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.features.declaration.Options;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptimizerTest {
  private static Options options(String name, String value) {
    return new Options(Map.of(name, List.of(value)));
  }

  /** The algorithm as in the paper, in double precision. */
  @Test
  void adam_agreesWithThePaper() {
    Optimizer adam = new AdamFactory().create(options("learning_rate", "0.05"));
    float[] weights = {0.3f};
    float[] moments = {0, 0};
    double w = 0.3;
    double m = 0;
    double v = 0;
    for (int t = 1; t <= 50; t++) {
      float[] gradient = {(float) Math.sin(t)};
      adam.at(t).apply(weights, 0, moments, 0, gradient, 0, 1);
      m = 0.9 * m + 0.1 * Math.sin(t);
      v = 0.999 * v + 0.001 * Math.sin(t) * Math.sin(t);
      double corrected = v / (1 - Math.pow(0.999, t));
      w -= 0.05 * m / (1 - Math.pow(0.9, t)) / (Math.sqrt(corrected) + 1e-8);
      assertThat((double) weights[0]).isCloseTo(w, within(1e-5));
    }
  }

  @Test
  void sgd_movesAgainstTheGradient() {
    float[] weights = {1, 2};
    new SgdFactory()
        .create(Options.none())
        .at(1)
        .apply(weights, 0, new float[0], 0, new float[] {5, -5}, 0, 2);
    assertThat(weights).containsExactly(0.5f, 2.5f);
  }

  @Test
  void create_wrongSettings_areRefused() {
    assertThatThrownBy(() -> new AdamFactory().create(options("learning_rate", "0")))
        .hasMessage("optimizer.learning_rate: found 0.0, allowed: a number above 0");
    assertThatThrownBy(() -> new AdamFactory().create(options("beta1", "1")))
        .hasMessage("optimizer.beta1: found 1.0, allowed: 0 up to below 1");
    assertThatThrownBy(() -> new SgdFactory().create(options("momentum", "1")))
        .hasMessage("momentum: unknown setting of sgd, allowed: learning_rate");
  }
}
