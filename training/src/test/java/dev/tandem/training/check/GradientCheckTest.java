package dev.tandem.training.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.training.architecture.Aitm;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.architecture.SeparateTowers;
import dev.tandem.training.architecture.SharedBottom;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientCheckTest {
  private static final NetworkShape TOWERS = Shapes.of("tower", "5, 4");

  @Test
  void require_rightNetworks_areAccepted() {
    GradientCheck.of(new SeparateTowers(), TOWERS).require();
    GradientCheck.of(new SharedBottom(), Shapes.of("bottom", "6", "tower", "4")).require();
    GradientCheck.of(new Aitm(), TOWERS).require();
    GradientCheck.of(new Aitm(), Shapes.of("tower", "64, 32")).sampling(20).require();
  }

  @Test
  void require_dropout_isNotInTheWay() {
    assertThatCode(
            GradientCheck.of(new SeparateTowers(), Shapes.of("tower", "5", "dropout", "0.5"))
                ::require)
        .doesNotThrowAnyException();
  }

  /** Separate towers with one mistake. */
  private static Architecture wrong(Mistake mistake) {
    return (shape, context) -> {
      Network right = new SeparateTowers().build(shape, context);
      return new WrongNetwork(right, mistake, context);
    };
  }

  private static void assertRefused(Mistake mistake, String message) {
    assertThatThrownBy(GradientCheck.of(wrong(mistake), TOWERS)::require)
        .isInstanceOf(WrongGradientException.class)
        .hasMessageMatching(message);
  }

  @Test
  void require_aWrongGradientOfAWeight_namesItAndItsPlace() {
    assertRefused(
        Mistake.WEIGHT,
        "the gradient of weight 'head.cart.weight' at row 2, column 0 for 4 rows is \\S+, by finite"
            + " differences \\S+");
  }

  @Test
  void require_aWrongGradientOfAnInput_namesTheFeature() {
    assertRefused(
        Mistake.INPUT,
        "the gradient of input column 15 \\(is_new\\) in row 1 of 4 is \\S+, by finite differences"
            + " \\S+");
  }

  @Test
  void require_gradientsThatOverwrite_areRefused() {
    assertRefused(
        Mistake.OVERWRITES,
        "after a second backward pass the gradient of weight 'tower.click.0.weight' at row 0,"
            + " column 0 for 4 rows is \\S+, expected \\S+");
  }

  @Test
  void require_anotherShardsGradient_isRefused() {
    assertRefused(
        Mistake.FOREIGN_SHARD,
        "backward adds to the gradient of 'head.cart.weight' of another shard, allowed: its own");
  }

  @Test
  void require_anExportOfSomethingElse_isRefused() {
    assertRefused(
        Mistake.EXPORT,
        "forward gives \\S+ for unit 0 of task 'click' in row 0 of 4, the exported graph \\S+");
  }

  @Test
  void require_whatEarlierRowsLeft_isFoundWithOneRow() {
    assertRefused(
        Mistake.STALE,
        "forward gives \\S+ for unit 0 of task 'click' in row 0 of 1, the exported graph \\S+");
  }

  @Test
  void require_anotherGradientInTraining_isRefused() {
    assertRefused(
        Mistake.TRAINING,
        "after a backward pass in training the gradient of weight 'head.cart.weight' at row 2,"
            + " column 0 for 4 rows is \\S+, expected \\S+");
  }

  @Test
  void require_anUnknownOperator_isNamed() {
    assertThatThrownBy(GradientCheck.of(wrong(Mistake.OPERATOR), TOWERS)::require)
        .hasMessageStartingWith(
            "found the operator Erf in the exported graph, allowed in a gradient check: Abs, Add,");
  }

  private enum Mistake {
    WEIGHT,
    INPUT,
    OVERWRITES,
    FOREIGN_SHARD,
    EXPORT,
    STALE,
    TRAINING,
    OPERATOR
  }

  private static final class WrongNetwork implements Network {
    private final Network right;
    private final Mistake mistake;
    private final LayerContext context;
    private Phase phase = Phase.INFERENCE;
    private int mostRows;

    WrongNetwork(Network right, Mistake mistake, LayerContext context) {
      this.right = right;
      this.mistake = mistake;
      this.context = context;
    }

    @Override
    public void forward(float[] inputs, int rows, Phase forPhase) {
      phase = forPhase;
      right.forward(inputs, rows, forPhase);
      mostRows = Math.max(rows, mostRows);
      if (mistake == Mistake.STALE && mostRows > rows) {
        right.output(0)[0] += 0.1f;
      }
    }

    @Override
    public float[] output(int task) {
      return right.output(task);
    }

    private float[] gradient(String weight, int shard) {
      return context.parameters().all().stream()
          .filter(p -> p.name().equals(weight))
          .findFirst()
          .orElseThrow()
          .gradient(shard);
    }

    @Override
    public void backward(
        float[] inputs, float[][] outputGradients, int rows, float[] inputGradient) {
      if (mistake == Mistake.OVERWRITES) {
        Arrays.fill(gradient("tower.click.0.weight", context.shard()), 0);
      }
      right.backward(inputs, outputGradients, rows, inputGradient);
      switch (mistake) {
        case WEIGHT -> gradient("head.cart.weight", context.shard())[2] += 0.01f;
        case TRAINING ->
            gradient("head.cart.weight", context.shard())[2] += phase == Phase.TRAINING ? 1 : 0;
        case FOREIGN_SHARD -> gradient("head.cart.weight", 0)[0] += 1;
        case INPUT -> inputGradient[inputs.length / 4 + 15] *= 1.01f;
        default -> {}
      }
    }

    @Override
    public List<String> export(OnnxGraph graph, String inputs) {
      List<String> outputs = new ArrayList<>(right.export(graph, inputs));
      switch (mistake) {
        case EXPORT -> outputs.set(0, graph.node("Tanh", outputs.get(0)));
        case OPERATOR -> outputs.set(0, graph.node("Erf", outputs.get(0)));
        default -> {}
      }
      return outputs;
    }
  }
}
