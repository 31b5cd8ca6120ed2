package dev.tandem.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.training.network.BlockLabels;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class LossProperties {
  private static final double STEP = 1e-5;

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
  }

  @Property(tries = 100)
  void calibrator_gradient_isTheDerivative(@ForAll long seed) {
    Random random = new Random(seed);
    double before = 3 * random.nextGaussian();
    double after = 3 * random.nextGaussian();
    if (Math.abs(before - after) < 1e-3) {
      return;
    }
    float[][] gradients = {{0}, {0}};
    double found =
        new Calibrator(0, 1, 0.5)
            .addGradients(outputs((float) before, (float) after), ONE_ROW, gradients);
    assertThat((double) gradients[0][0])
        .isCloseTo(
            0.5 * (term(before + STEP, after) - term(before - STEP, after)) / (2 * STEP),
            within(1e-6));
    assertThat((double) gradients[1][0])
        .isCloseTo(
            0.5 * (term(before, after + STEP) - term(before, after - STEP)) / (2 * STEP),
            within(1e-6));
    assertThat(found).isCloseTo(0.5 * term(before, after), within(1e-6));
  }

  private static Network outputs(float... outputs) {
    return new Network() {
      @Override
      public void forward(float[] inputs, int rows, Phase phase) {}

      @Override
      public float[] output(int task) {
        return new float[] {outputs[task]};
      }

      @Override
      public void backward(float[] inputs, float[][] gradients, int rows, float[] gradient) {}

      @Override
      public List<String> export(OnnxGraph graph, String inputs) {
        return List.of();
      }
    };
  }

  private static final BlockLabels ONE_ROW =
      new BlockLabels() {
        @Override
        public int rows() {
          return 1;
        }

        @Override
        public int batchRows() {
          return 1;
        }

        @Override
        public float target(int task, int row) {
          return 0;
        }

        @Override
        public int inSpace(int task) {
          return 1;
        }
      };

  private static double term(double before, double after) {
    return Math.max(1 / (1 + Math.exp(-after)) - 1 / (1 + Math.exp(-before)), 0);
  }
}
