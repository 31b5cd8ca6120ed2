package dev.tandem.training.architecture.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Options;
import dev.tandem.training.architecture.InputSlice;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.blas.OpenBlasProduct;
import dev.tandem.training.check.Evaluated;
import dev.tandem.training.check.Shapes;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** MoSE again, naively and in double precision. */
class MoseFormulaTest {
  private static final int STEPS = 3;

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** The states after each step; a step that is not there leaves the state as it was. */
  private static double[][] lstm(Evaluated network, String name, double[][] x, boolean[] present) {
    int units = network.linear(name + ".state", new double[0]).length / 4;
    double[] h = new double[units];
    double[] c = new double[units];
    double[][] states = new double[x.length][];
    for (int step = 0; step < x.length; step++) {
      if (present[step]) {
        double[] input = network.linear(name + ".input", x[step]);
        double[] state = network.linear(name + ".state", h);
        double[] scores = new double[4 * units];
        for (int j = 0; j < scores.length; j++) {
          scores[j] = input[j] + state[j] + network.weight(name + ".bias", 0, j);
        }
        h = h.clone();
        for (int j = 0; j < units; j++) {
          c[j] =
              sigmoid(scores[units + j]) * c[j]
                  + sigmoid(scores[j]) * Math.tanh(scores[3 * units + j]);
          h[j] = sigmoid(scores[2 * units + j]) * Math.tanh(c[j]);
        }
      }
      states[step] = h;
    }
    return states;
  }

  @Test
  void outputs_areTheTowersOfTheTasksMemories() {
    Evaluated network =
        new Evaluated(
            new Mose(),
            Shapes.of("shared", "3", "experts", "2", "expert", "2", "task", "3", "tower", "3"));
    double[] x = network.input();
    double[] flat = Arrays.copyOfRange(x, 5, 14);
    double[][] steps = new double[STEPS][];
    boolean[] present = new boolean[STEPS];
    for (int step = 0; step < STEPS; step++) {
      // The newest stands first.
      int at = 3 * (STEPS - 1 - step);
      steps[step] = Arrays.copyOfRange(flat, at, at + 2);
      present[step] = flat[at + 2] == 1;
    }
    double[][] shared = lstm(network, "shared", steps, present);
    List<double[][]> experts =
        IntStream.range(0, 2).mapToObj(i -> lstm(network, "expert." + i, shared, present)).toList();
    double[] others =
        DoubleStream.concat(Arrays.stream(x, 0, 5), Arrays.stream(x, 14, 16)).toArray();
    for (int task = 0; task < Shapes.tasks().size(); task++) {
      String name = Shapes.tasks().get(task).name();
      double[] weights = Evaluated.softmax(network.linear("gate." + name, flat));
      double[][] mixed = new double[STEPS][2];
      for (int step = 0; step < STEPS; step++) {
        for (int i = 0; i < 2; i++) {
          for (int j = 0; j < 2; j++) {
            mixed[step][j] += weights[i] * experts.get(i)[step][j];
          }
        }
      }
      double[] last = lstm(network, "memory." + name, mixed, present)[STEPS - 1];
      double[] joined = DoubleStream.concat(Arrays.stream(last), Arrays.stream(others)).toArray();
      double[] expected = network.tower(name, joined);
      for (int unit = 0; unit < expected.length; unit++) {
        assertThat(network.output(task)[unit]).isCloseTo(expected[unit], within(1e-5));
      }
    }
  }

  @Test
  void build_withoutASequence_isRefused() {
    assertRefused(
        new NetworkShape(List.of(InputSlice.of("age", 0, 1)), Shapes.tasks(), Options.none()),
        "architecture.sequence: found no sequence among the inputs, needed for mose: one of kind"
            + " sequence with encoder: flat and a length above 1");
    assertRefused(
        Shapes.of("sequence", "age"),
        "architecture.sequence: found age, allowed: one of the sequences [history]");
    assertRefused(Shapes.of("task", "0"), "architecture.task: found 0, allowed: 1 or more");
  }

  private static void assertRefused(NetworkShape shape, String message) {
    LayerContext context = new LayerContext(new Parameters(1, 1), 0, 4, new OpenBlasProduct(), 1);
    assertThatThrownBy(() -> new Mose().build(shape, context))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage(message);
  }
}
