package dev.tandem.training.architecture.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.training.architecture.TaskGraph.Link;
import dev.tandem.training.architecture.funnel.CounterfactualRisk.Method;
import dev.tandem.training.architecture.funnel.CounterfactualRisk.Settings;
import dev.tandem.training.network.BlockLabels;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CounterfactualRiskTest {
  private static final float UNKNOWN = Float.NaN;

  private final Signal click = new Signal(1, new float[] {0, 0, -20});
  private final Signal conversion = new Signal(1, new float[] {1, 1, 1});
  private final Signal guess = new Signal(1, new float[] {0, 0, 0});

  private double risk(Method method, float[] clicks, float[] purchases) {
    Optional<Signal> imputed = method == Method.DR ? Optional.of(guess) : Optional.empty();
    Settings settings = new Settings(method, 1, 15);
    return new CounterfactualRisk(new Link(0, 1), click, conversion, imputed, settings)
        .addGradients(labels(clicks, purchases), new float[2][3]);
  }

  private static BlockLabels labels(float[]... targets) {
    return new BlockLabels() {
      @Override
      public int rows() {
        return 3;
      }

      @Override
      public int batchRows() {
        return 3;
      }

      @Override
      public float target(int task, int row) {
        return targets[task][row];
      }

      @Override
      public int inSpace(int task) {
        return dev.tandem.training.head.SampleSpace.count(targets[task], 0, 3);
      }
    };
  }

  @Test
  void ips_dividesByAllRowsAndClips() {
    double found = risk(Method.IPS, new float[] {1, 0, 1}, new float[] {1, 0, 0});
    double p = 1 / (1 + Math.exp(-1));
    // The first row's propensity is a half, that of the third far below 1 / 15.
    assertThat(found).isCloseTo((2 * -Math.log(p) + 15 * -Math.log(1 - p)) / 3, within(1e-9));
    assertThat(conversion.gradient()[0]).isCloseTo((float) (2 * (p - 1) / 3), within(1e-6f));
    assertThat(conversion.gradient()[1]).isZero();
    assertThat(conversion.gradient()[2]).isCloseTo((float) (15 * p / 3), within(1e-6f));
    assertThat(click.gradient()).containsOnly(0);
  }

  @Test
  void risk_noLabelKnown_isZero() {
    float[] unknown = {UNKNOWN, UNKNOWN, UNKNOWN};
    assertThat(risk(Method.IPS, unknown, unknown)).isZero();
    assertThat(risk(Method.DR, unknown, unknown)).isZero();
    assertThat(conversion.gradient()).containsOnly(0);
    assertThat(guess.gradient()).containsOnly(0);
  }

  @Test
  void risk_unknownConversion_countsAsUnseen() {
    float[] clicks = {1, 0, UNKNOWN};
    float[] purchases = {UNKNOWN, UNKNOWN, 1};
    assertThat(risk(Method.IPS, clicks, purchases)).isZero();
    // Both rows with a known click have the guess ln 2 alone.
    assertThat(risk(Method.DR, clicks, purchases)).isCloseTo(Math.log(2), within(1e-9));
    assertThat(guess.gradient()).containsExactly(0.25f, 0.25f, 0);
  }
}
