package dev.tandem.training.architecture.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.blas.OpenBlasProduct;
import dev.tandem.training.check.Evaluated;
import dev.tandem.training.check.Shapes;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.network.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** The papers' formulas again, naively and in double precision. */
class SharingFormulasTest {
  private static final int TASKS = Shapes.tasks().size();

  private static String name(int task) {
    return Shapes.tasks().get(task).name();
  }

  private static void assertOutput(Evaluated network, int task, double[] expected) {
    for (int unit = 0; unit < expected.length; unit++) {
      assertThat(network.output(task)[unit]).isCloseTo(expected[unit], within(1e-5));
    }
  }

  private static double[] joined(double[] left, double[] right) {
    return DoubleStream.concat(Arrays.stream(left), Arrays.stream(right)).toArray();
  }

  @Test
  void crossStitch_mixesTheTasksVectorsAfterEachLayer() {
    Evaluated network = new Evaluated(new CrossStitched(), Shapes.of("tower", "4, 3"));
    double[][] x = new double[TASKS][];
    Arrays.fill(x, network.input());
    for (int layer = 0; layer < 2; layer++) {
      double[][] own = new double[TASKS][];
      for (int task = 0; task < TASKS; task++) {
        own[task] = network.mlp("layer." + layer + "." + name(task), x[task]);
      }
      for (int task = 0; task < TASKS; task++) {
        x[task] = new double[own[task].length];
        for (int other = 0; other < TASKS; other++) {
          double weight = network.weight("layer." + layer + ".stitch", task, other);
          for (int j = 0; j < x[task].length; j++) {
            x[task][j] += weight * own[other][j];
          }
        }
      }
    }
    for (int task = 0; task < TASKS; task++) {
      assertOutput(network, task, network.linear("head." + name(task), x[task]));
    }
  }

  @Test
  void crossStitch_beginsNearIdentity() {
    Parameter stitch = parameter(new CrossStitched(), Shapes.of(), "layer.1.stitch");
    assertThat(stitch.values()).hasSize(TASKS * TASKS);
    for (int row = 0; row < TASKS; row++) {
      for (int column = 0; column < TASKS; column++) {
        assertThat(stitch.values()[row * TASKS + column])
            .isCloseTo(row == column ? 0.9f : 0.025f, within(1e-6f));
      }
    }
    assertThat(stitch.task()).isEmpty();
    assertThat(parameter(new CrossStitched(), Shapes.of(1, List.of()), "layer.1.stitch").values())
        .containsExactly(1);
  }

  /** {@code scale * sigmoid gate(p) * max(0, x W + b)}, layer by layer. */
  private static double[] personal(Evaluated network, String name, double[] x, double[] who) {
    double[] value = x;
    for (int layer = 0; network.has(name + "." + layer + ".0.weight"); layer++) {
      String start = name + "." + layer;
      double[] gate = network.linear(start + ".gate.out", network.mlp(start + ".gate", who));
      value = network.mlp(start, value);
      for (int j = 0; j < value.length; j++) {
        value[j] *= 1.5 / (1 + Math.exp(-gate[j]));
      }
    }
    return value;
  }

  @Test
  void poso_scalesEveryLayerByWhoItIs() {
    Evaluated network =
        new Evaluated(
            new Poso(),
            Shapes.of(
                "personal",
                "is_new, user",
                "gate",
                "4, 3",
                "scale",
                "1.5",
                "bottom",
                "5, 4",
                "tower",
                "3"));
    double[] x = network.input();
    double[] who = {x[0], x[1], x[2], x[15]};
    double[] bottom = personal(network, "bottom", x, who);
    for (int task = 0; task < TASKS; task++) {
      double[] tower = personal(network, "tower." + name(task), bottom, who);
      assertOutput(network, task, network.linear("head." + name(task), tower));
    }
  }

  @Test
  void hierarchical_laterTasksStandHigher() {
    Evaluated network = new Evaluated(new Hierarchical(), Shapes.of("level", "5, 4", "tower", "3"));
    double[][] levels = new double[3][];
    double[] value = network.input();
    for (int level = 0; level < 3; level++) {
      value = network.mlp("level." + level, value);
      levels[level] = value;
    }
    int[] levelOf = {0, 1, 2, 0, 0};
    for (int task = 0; task < TASKS; task++) {
      assertOutput(network, task, network.tower(name(task), levels[levelOf[task]]));
    }
    assertThat(network.has("level.3.0.weight")).isFalse();
    assertThat(parameter(new Hierarchical(), Shapes.of(), "level.1.0.weight").task()).isEmpty();
    assertThat(parameter(new Hierarchical(), Shapes.of(), "level.2.0.weight").task())
        .isEqualTo(OptionalInt.of(2));
  }

  @Test
  void adversarial_aTaskReadsTheSharedCodeAndItsOwn() {
    Evaluated network =
        new Evaluated(new Adversarial(), Shapes.of("shared", "4, 3", "private", "2", "tower", "3"));
    double[] shared = network.mlp("shared", network.input());
    for (int task = 0; task < TASKS; task++) {
      double[] own = network.mlp("private." + name(task), network.input());
      assertOutput(network, task, network.tower(name(task), joined(shared, own)));
    }
  }

  private static Parameter parameter(Architecture architecture, NetworkShape shape, String name) {
    Parameters parameters = new Parameters(1, 1);
    architecture.build(shape, new LayerContext(parameters, 0, 4, new OpenBlasProduct(), 1));
    return parameters.all().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void build_wrongSettings_areRefused() {
    assertRefused(
        new CrossStitched(),
        5,
        "architecture.own: found 0.0, allowed: above 0 up to 1",
        List.of("own", "0"));
    assertRefused(
        new L2Tied(), 5, "architecture.tie: found -1.0, allowed: 0 or more", List.of("tie", "-1"));
    assertRefused(
        new Poso(),
        5,
        "architecture.personal: found [], allowed: one or more of the inputs [user, position,"
            + " history, age, is_new]",
        List.of());
    assertRefused(
        new Poso(),
        5,
        "architecture.scale: found 0.0, allowed: above 0",
        List.of("personal", "age", "scale", "0"));
    assertRefused(
        new Adversarial(),
        5,
        "architecture.reversal: found -0.1, allowed: 0 or more",
        List.of("reversal", "-0.1"));
    assertRefused(
        new Adversarial(), 1, "tasks: found one, allowed with adversarial: two or more", List.of());
    assertRefused(
        new Hierarchical(),
        1,
        "tasks: hierarchical needs a binary task that comes after another, such as purchase:"
            + " {after: click}",
        List.of());
    assertRefused(
        new SingleTask(),
        2,
        "tasks: found [click, cart], allowed with single_task: one; separate_towers has a tower for"
            + " each of many",
        List.of());
  }

  private static void assertRefused(
      Architecture architecture, int tasks, String message, List<String> settings) {
    assertThatThrownBy(() -> parameter(architecture, Shapes.of(tasks, settings), "none"))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage(message);
  }
}
