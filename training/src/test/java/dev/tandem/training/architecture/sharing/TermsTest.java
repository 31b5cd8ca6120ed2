package dev.tandem.training.architecture.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.blas.OpenBlasProduct;
import dev.tandem.training.check.Shapes;
import dev.tandem.training.network.BlockLabels;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.network.Parameters;
import dev.tandem.training.network.Phase;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The loss terms of l2_tied and adversarial, against their formulas in double precision. */
class TermsTest {
  private static final int ROWS = 6;
  private static final int WIDTH = 16;
  private static final int TASKS = Shapes.tasks().size();

  private final Random random = new Random(9);
  private final Parameters parameters = new Parameters(3, 1);
  private final float[] inputs = new float[ROWS * WIDTH];
  private final float[][] targets = new float[TASKS][ROWS];

  TermsTest() {
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    for (float[] target : targets) {
      for (int row = 0; row < ROWS; row++) {
        target[row] = random.nextInt(3) == 0 ? Float.NaN : 1;
      }
    }
  }

  private Network network(Architecture architecture, String... settings) {
    Network network =
        architecture.build(
            Shapes.of(settings), new LayerContext(parameters, 0, ROWS, new OpenBlasProduct(), 1));
    for (Parameter parameter : parameters.all()) {
      for (int i = 0; i < parameter.values().length; i++) {
        parameter.values()[i] += (float) (0.1 * random.nextGaussian());
      }
    }
    return network;
  }

  /** Rows of a batch that is as large as given. */
  private BlockLabels labels(int batchRows) {
    return new BlockLabels() {
      @Override
      public int rows() {
        return ROWS;
      }

      @Override
      public int batchRows() {
        return batchRows;
      }

      @Override
      public float target(int task, int row) {
        return targets[task][row];
      }

      @Override
      public int inSpace(int task) {
        int count = 0;
        for (float target : targets[task]) {
          count += Float.isNaN(target) ? 0 : 1;
        }
        return count * batchRows / ROWS;
      }
    };
  }

  /** Runs the one term and a backward pass of it alone. */
  private double run(Network network, int batchRows) {
    float[][] gradients = new float[TASKS][ROWS * 3];
    parameters.all().forEach(p -> Arrays.fill(p.gradient(0), 0));
    network.forward(inputs, ROWS, Phase.TRAINING);
    double loss = network.terms().get(0).addGradients(labels(batchRows), gradients);
    for (float[] gradient : gradients) {
      assertThat(gradient).containsOnly(0f);
    }
    network.backward(inputs, gradients, ROWS, new float[ROWS * WIDTH]);
    return loss;
  }

  private Parameter parameter(String name) {
    return parameters.all().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  private double[] values(Parameter parameter) {
    double[] values = new double[parameter.values().length];
    Arrays.setAll(values, i -> parameter.values()[i]);
    return values;
  }

  /** Holds a weight's gradient against finite differences of a loss of its values. */
  private void assertGradient(String name, double factor, ToDoubleFunction<double[]> loss) {
    float[] gradient = parameter(name).gradient(0);
    double[] values = values(parameter(name));
    for (int i = 0; i < values.length; i++) {
      double old = values[i];
      values[i] = old + 1e-6;
      double above = loss.applyAsDouble(values);
      values[i] = old - 1e-6;
      double below = loss.applyAsDouble(values);
      values[i] = old;
      assertThat((double) gradient[i])
          .as("%s[%d]", name, i)
          .isCloseTo(factor * (above - below) / 2e-6, within(1e-6));
    }
  }

  private static double distance(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += (left[i] - right[i]) * (left[i] - right[i]);
    }
    return sum;
  }

  /** The tie of one layer's weights, of which the first task's are given. */
  private double tie(String layer, double[] first) {
    double[][] weights = new double[TASKS][];
    for (int task = 0; task < TASKS; task++) {
      weights[task] =
          task == 0 ? first : values(parameter("tower." + Shapes.tasks().get(task).name() + layer));
    }
    double sum = 0;
    for (int i = 0; i < TASKS; i++) {
      for (int j = i + 1; j < TASKS; j++) {
        sum += distance(weights[i], weights[j]);
      }
    }
    return 0.01 * sum;
  }

  @Test
  void l2Tied_isTheSumOfSquaredDistances() {
    Network network = network(new L2Tied(), "tower", "4, 3", "tie", "0.01");
    double expected = 0;
    for (String layer : new String[] {".0.weight", ".0.bias", ".1.weight", ".1.bias"}) {
      expected += tie(layer, values(parameter("tower.click" + layer)));
    }
    assertThat(run(network, ROWS)).isCloseTo(expected, within(1e-6));
    assertGradient("tower.click.0.weight", 1, values -> tie(".0.weight", values));
    assertGradient("tower.click.1.bias", 1, values -> tie(".1.bias", values));
    assertThat(parameter("head.click.weight").gradient(0)).containsOnly(0f);
    assertThat(run(network, 3 * ROWS)).isCloseTo(expected / 3, within(1e-6));
  }

  /** The mean cross-entropy over pairs of a row and a task in whose space it is. */
  private double crossEntropy(double[] code, double[] matrix, double[] bias) {
    double sum = 0;
    int pairs = 0;
    int width = code.length / ROWS;
    for (int row = 0; row < ROWS; row++) {
      double[] scores = bias.clone();
      for (int task = 0; task < TASKS; task++) {
        for (int i = 0; i < width; i++) {
          scores[task] += code[row * width + i] * matrix[i * TASKS + task];
        }
      }
      double total = Arrays.stream(scores).map(Math::exp).sum();
      for (int task = 0; task < TASKS; task++) {
        if (!Float.isNaN(targets[task][row])) {
          sum -= scores[task] - Math.log(total);
          pairs++;
        }
      }
    }
    return sum / pairs;
  }

  /** The shared code of one layer, of which the bias is given. */
  private double[] code(double[] bias) {
    double[] matrix = values(parameter("shared.0.weight"));
    double[] code = new double[ROWS * bias.length];
    for (int row = 0; row < ROWS; row++) {
      for (int j = 0; j < bias.length; j++) {
        double sum = bias[j];
        for (int i = 0; i < WIDTH; i++) {
          sum += inputs[row * WIDTH + i] * matrix[i * bias.length + j];
        }
        code[row * bias.length + j] = Math.max(0, sum);
      }
    }
    return code;
  }

  @Test
  void adversarial_theDiscriminatorLearnsAndTheCodeUnlearns() {
    Network network =
        network(new Adversarial(), "shared", "4", "private", "2", "tower", "3", "reversal", "0.3");
    double[] matrix = values(parameter("discriminator.weight"));
    double[] bias = values(parameter("discriminator.bias"));
    double[] sharedBias = values(parameter("shared.0.bias"));
    double[] code = code(sharedBias);
    assertThat(run(network, ROWS)).isCloseTo(crossEntropy(code, matrix, bias), within(1e-5));
    assertGradient("discriminator.weight", 1, values -> crossEntropy(code, values, bias));
    assertGradient("discriminator.bias", 1, values -> crossEntropy(code, matrix, values));
    assertGradient("shared.0.bias", -0.3, values -> crossEntropy(code(values), matrix, bias));
    assertThat(parameter("private.click.0.weight").gradient(0)).containsOnly(0f);
    float[] once = parameter("shared.0.bias").gradient(0).clone();
    // The reversed gradient belongs to one pass; further ones, such as of single tasks, add theirs.
    network.backward(inputs, new float[TASKS][ROWS * 3], ROWS, new float[ROWS * WIDTH]);
    assertThat(parameter("shared.0.bias").gradient(0)).isEqualTo(once);
  }

  @Test
  void adversarial_noRowInAnySpace_isZero() {
    for (float[] target : targets) {
      Arrays.fill(target, Float.NaN);
    }
    Network network = network(new Adversarial(), "shared", "4", "private", "2", "tower", "3");
    assertThat(run(network, ROWS)).isZero();
    assertThat(parameter("discriminator.weight").gradient(0)).containsOnly(0f);
  }
}
