package dev.tandem.training.architecture.experts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.blas.OpenBlasProduct;
import dev.tandem.training.check.Evaluated;
import dev.tandem.training.check.Shapes;
import dev.tandem.training.network.GateWeights;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.network.Parameters;
import dev.tandem.training.network.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The papers' formulas again, naively and in double precision. */
class ExpertFormulasTest {
  private static final int TASKS = Shapes.tasks().size();

  private static String name(int task) {
    return Shapes.tasks().get(task).name();
  }

  private static void assertOutputs(Evaluated network, int task, double[] expected) {
    for (int unit = 0; unit < expected.length; unit++) {
      assertThat(network.output(task)[unit]).isCloseTo(expected[unit], within(1e-5));
    }
  }

  /** {@code sum of softmax(W x)(i) e(i)}. */
  private static double[] gate(Evaluated network, String gate, double[] x, List<double[]> experts) {
    double[] weights = Evaluated.softmax(network.linear(gate, x));
    assertThat(weights).hasSize(experts.size());
    assertThat(network.has(gate + ".bias")).isFalse();
    double[] mixed = new double[experts.get(0).length];
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < mixed.length; j++) {
        mixed[j] += weights[i] * experts.get(i)[j];
      }
    }
    return mixed;
  }

  private static List<double[]> experts(Evaluated network, String start, int count, double[] x) {
    return IntStream.range(0, count).mapToObj(i -> network.mlp(start + "." + i, x)).toList();
  }

  @Test
  void mmoe_eachTaskMixesAllExperts() {
    Evaluated network =
        new Evaluated(new Mmoe(), Shapes.of("experts", "3", "expert", "5, 4", "tower", "3"));
    List<double[]> experts = experts(network, "expert", 3, network.input());
    for (int task = 0; task < TASKS; task++) {
      double[] mixed = gate(network, "gate." + name(task), network.input(), experts);
      assertOutputs(network, task, network.tower(name(task), mixed));
    }
  }

  @Test
  void omoe_allTasksReadOneGate() {
    Evaluated network =
        new Evaluated(new Omoe(), Shapes.of("experts", "3", "expert", "5", "tower", "3"));
    double[] mixed =
        gate(network, "gate", network.input(), experts(network, "expert", 3, network.input()));
    for (int task = 0; task < TASKS; task++) {
      assertOutputs(network, task, network.tower(name(task), mixed));
    }
  }

  @Test
  void cgc_eachTaskMixesItsOwnExpertsAndTheSharedOnes() {
    Evaluated network =
        new Evaluated(
            new Cgc(),
            Shapes.of("experts", "3", "shared_experts", "2", "expert", "4", "tower", "3"));
    List<double[]> shared = experts(network, "level.0.expert", 2, network.input());
    for (int task = 0; task < TASKS; task++) {
      List<double[]> mixed =
          new ArrayList<>(experts(network, "level.0.expert." + name(task), 3, network.input()));
      mixed.addAll(shared);
      double[] out = gate(network, "level.0.gate." + name(task), network.input(), mixed);
      assertOutputs(network, task, network.tower(name(task), out));
    }
  }

  @Test
  void ple_theSharedGateMixesTheExpertsOfAllTasks() {
    int levels = 3;
    Evaluated network =
        new Evaluated(
            new Ple(),
            Shapes.of(
                "levels", "3", "experts", "1", "shared_experts", "2", "expert", "4", "tower", "3"));
    double[][] streams = new double[TASKS + 1][];
    Arrays.fill(streams, network.input());
    for (int level = 0; level < levels; level++) {
      String start = "level." + level + ".";
      List<List<double[]>> own = new ArrayList<>();
      for (int task = 0; task < TASKS; task++) {
        own.add(experts(network, start + "expert." + name(task), 1, streams[task]));
      }
      List<double[]> shared = experts(network, start + "expert", 2, streams[TASKS]);
      double[][] next = new double[TASKS + 1][];
      List<double[]> all = new ArrayList<>();
      for (int task = 0; task < TASKS; task++) {
        List<double[]> mixed = new ArrayList<>(own.get(task));
        mixed.addAll(shared);
        all.addAll(own.get(task));
        next[task] = gate(network, start + "gate." + name(task), streams[task], mixed);
      }
      all.addAll(shared);
      boolean last = level == levels - 1;
      assertThat(network.has(start + "gate.weight")).isEqualTo(!last);
      next[TASKS] = last ? null : gate(network, start + "gate", streams[TASKS], all);
      streams = next;
    }
    for (int task = 0; task < TASKS; task++) {
      assertOutputs(network, task, network.tower(name(task), streams[task]));
    }
  }

  private static Network build(
      Architecture architecture, NetworkShape shape, Parameters parameters) {
    return architecture.build(shape, new LayerContext(parameters, 0, 8, new OpenBlasProduct(), 1));
  }

  @Test
  void build_noTwoExpertsStartEqual() {
    Parameters parameters = new Parameters(1, 1);
    build(new Mmoe(), Shapes.of(), parameters);
    List<List<Float>> starts =
        parameters.all().stream()
            .filter(p -> p.name().matches("expert\\.\\d\\.0\\.weight"))
            .map(p -> List.of(p.values()[0], p.values()[1], p.values()[2]))
            .toList();
    assertThat(starts).hasSize(8).doesNotHaveDuplicates();
  }

  @Test
  void parameters_belongToTheTaskThatAloneDependsOnThem() {
    Parameters parameters = new Parameters(1, 1);
    build(new Ple(), Shapes.of("levels", "3"), parameters);
    Map<String, Boolean> shared =
        Map.of(
            "level.0.expert.0.0.weight", true,
            "level.0.expert.cart.0.0.weight", true,
            "level.0.gate.cart.weight", true,
            "level.1.gate.cart.weight", false,
            "level.1.expert.cart.0.0.weight", true,
            "level.2.expert.cart.0.0.weight", false,
            "level.2.expert.0.0.weight", true,
            "level.2.gate.cart.weight", false,
            "tower.cart.0.weight", false);
    for (Parameter parameter : parameters.all()) {
      if (shared.containsKey(parameter.name())) {
        assertThat(parameter.task().isEmpty())
            .as(parameter.name())
            .isEqualTo(shared.get(parameter.name()));
      }
    }
    assertThat(parameters.all().stream().map(Parameter::name)).containsAll(shared.keySet());
  }

  @Test
  void gates_giveTheWeightsOfTheLastPass() {
    Network network =
        build(new Mmoe(), Shapes.of("experts", "3", "expert", "4"), new Parameters(1, 1));
    Random random = new Random(2);
    float[] inputs = new float[8 * 16];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    network.forward(inputs, 8, Phase.INFERENCE);
    assertThat(network.gates().keySet())
        .containsExactlyElementsOf(
            Shapes.tasks().stream().map(Task::name).map(task -> "gate." + task).toList());
    GateWeights weights = network.gates().get("gate.cart");
    assertThat(weights.mixed()).containsExactly("expert.0", "expert.1", "expert.2");
    for (int row = 0; row < 8; row++) {
      float sum = 0;
      for (int i = 0; i < 3; i++) {
        assertThat(weights.values()[3 * row + i]).isPositive();
        sum += weights.values()[3 * row + i];
      }
      assertThat(sum).isCloseTo(1, within(1e-6f));
    }
  }

  @Test
  void gateDropout_leavesExpertsOutAndKeepsTheSum() {
    Network network =
        build(
            new Mmoe(),
            Shapes.of("experts", "4", "expert", "4", "gate_dropout", "0.4"),
            new Parameters(1, 1));
    float[] weights = network.gates().get("gate.cart").values();
    int leftOut = 0;
    for (int pass = 0; pass < 50; pass++) {
      network.forward(new float[8 * 16], 8, Phase.TRAINING);
      for (int row = 0; row < 8; row++) {
        float sum = 0;
        for (int i = 0; i < 4; i++) {
          leftOut += weights[4 * row + i] == 0 ? 1 : 0;
          sum += weights[4 * row + i];
        }
        assertThat(sum).isCloseTo(1, within(1e-6f));
      }
    }
    // A row that would lose all four, 2.6 % of them, keeps all.
    assertThat(leftOut / 1600.0).isBetween(0.34, 0.41);
    network.forward(new float[8 * 16], 8, Phase.INFERENCE);
    assertThat(Arrays.copyOf(weights, 32)).containsOnly(0.25f);
  }

  @Test
  void build_wrongSettings_areRefused() {
    assertRefused(new Mmoe(), "architecture.experts: found 0, allowed: 1 or more", "experts", "0");
    assertRefused(new Ple(), "architecture.levels: found 0, allowed: 1 or more", "levels", "0");
    assertRefused(
        new Cgc(),
        "architecture.shared_experts: found -1, allowed: 1 or more",
        "shared_experts",
        "-1");
    assertRefused(
        new Omoe(),
        "architecture.gate_dropout: found 1.0, allowed: 0 up to below 1",
        "gate_dropout",
        "1");
    assertRefused(
        new Mmoe(),
        "shared_experts: unknown setting of mmoe, allowed: experts, expert, tower, dropout,"
            + " gate_dropout",
        "shared_experts",
        "2");
  }

  private static void assertRefused(
      Architecture architecture, String message, String name, String value) {
    assertThatThrownBy(() -> build(architecture, Shapes.of(name, value), new Parameters(1, 1)))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage(message);
  }
}
