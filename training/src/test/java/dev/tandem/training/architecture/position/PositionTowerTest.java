package dev.tandem.training.architecture.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.training.architecture.Aitm;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.architecture.SharedBottom;
import dev.tandem.training.blas.OpenBlasProduct;
import dev.tandem.training.check.GradientCheck;
import dev.tandem.training.check.Shapes;
import dev.tandem.training.network.BlockLabels;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Linear;
import dev.tandem.training.network.Linear.Bias;
import dev.tandem.training.network.Mlp;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.network.Parameters;
import dev.tandem.training.network.Phase;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PositionTowerTest {
  private static final int ROWS = 64;
  private static final int WIDTH = 16;

  /** The columns of "position" among the inputs of {@link Shapes}. */
  private static final int POSITION = 3;

  private final Parameters parameters = new Parameters(3, 2);
  private final float[] inputs = new float[ROWS * WIDTH];

  PositionTowerTest() {
    Random random = new Random(4);
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
  }

  private LayerContext context(int shard) {
    return new LayerContext(parameters, shard, ROWS, new OpenBlasProduct(), 1);
  }

  private static NetworkShape shape(String dropout) {
    return Shapes.of(
        "position",
        "position",
        "position_tower",
        "3",
        "position_dropout",
        dropout,
        "bottom",
        "4",
        "tower",
        "3");
  }

  private Network network(String dropout) {
    return new PositionTower(new SharedBottom()).build(shape(dropout), context(0));
  }

  private static float[] copy(Network network, int task) {
    return network.output(task).clone();
  }

  @Test
  void build_withoutTheSetting_isTheArchitectureItself() {
    Network plain =
        new PositionTower(new SharedBottom())
            .build(Shapes.of("bottom", "4", "tower", "3"), context(0));
    assertThat(plain.getClass().getSimpleName()).isEqualTo("SharedBottomNetwork");
  }

  @Test
  void inference_doesNotReadPosition() {
    GradientCheck.of(new PositionTower(new SharedBottom()), shape("0")).require();
    Network network = network("0");
    network.forward(inputs, ROWS, Phase.INFERENCE);
    float[] before = copy(network, 0);
    for (int row = 0; row < ROWS; row++) {
      inputs[row * WIDTH + POSITION] += 5;
      inputs[row * WIDTH + POSITION + 1] -= 5;
    }
    network.forward(inputs, ROWS, Phase.INFERENCE);
    assertThat(copy(network, 0)).isEqualTo(before);
  }

  /** A task's shallow tower again, with the same weights in another shard. */
  private float[] positionLogits(String task, float[] gradient) {
    LayerContext other = context(1).of(0);
    Mlp layers = new Mlp(other, "position." + task, 2, List.of(3), 0);
    Linear last = new Linear(other, "position." + task + ".out", 3, 1, Bias.ABSENT);
    float[] position = new float[2 * ROWS];
    for (int row = 0; row < ROWS; row++) {
      System.arraycopy(inputs, row * WIDTH + POSITION, position, 2 * row, 2);
    }
    float[] logits = new float[ROWS];
    layers.forward(position, ROWS, Phase.TRAINING);
    last.forward(layers.output(), ROWS, logits);
    last.backwardWeights(layers.output(), gradient, ROWS);
    last.backwardInputs(gradient, ROWS, layers.outputGradient());
    layers.backward(position, ROWS, new float[2 * ROWS]);
    return logits;
  }

  @Test
  void training_addsTheTowerAndItsGradient() {
    Network network = network("0");
    network.forward(inputs, ROWS, Phase.INFERENCE);
    float[] cart = copy(network, 1);
    float[] stars = copy(network, 3);
    network.forward(inputs, ROWS, Phase.TRAINING);
    float[][] gradients = new float[5][ROWS * 3];
    Arrays.fill(gradients[1], 0, ROWS, 0.5f);
    network.backward(inputs, gradients, ROWS, new float[ROWS * WIDTH]);
    float[] logits = positionLogits("cart", gradients[1]);
    for (int row = 0; row < ROWS; row++) {
      assertThat(network.output(1)[row]).isCloseTo(cart[row] + logits[row], within(1e-6f));
    }
    assertThat(network.output(3)).isEqualTo(stars);
    List<Parameter> tower =
        parameters.all().stream().filter(p -> p.name().startsWith("position.cart")).toList();
    assertThat(tower).hasSize(3);
    for (Parameter weight : tower) {
      assertThat(weight.gradient(0)).isEqualTo(weight.gradient(1));
      assertThat(weight.gradient(0)).isNotEqualTo(new float[weight.gradient(0).length]);
    }
  }

  @Test
  void training_leavesTheTowerOutOfAShareOfRows() {
    Network network = network("0.25");
    network.forward(inputs, ROWS, Phase.INFERENCE);
    float[] click = copy(network, 0);
    int missing = 0;
    for (int pass = 0; pass < 20; pass++) {
      network.forward(inputs, ROWS, Phase.TRAINING);
      for (int row = 0; row < ROWS; row++) {
        missing += network.output(0)[row] == click[row] ? 1 : 0;
      }
    }
    assertThat(missing / (20.0 * ROWS)).isBetween(0.2, 0.35);
  }

  @Test
  void terms_doNotReachTheTower() {
    NetworkShape shape = Shapes.of("position", "position", "position_dropout", "0", "tower", "4");
    Network network = new PositionTower(new Aitm()).build(shape, context(0));
    network.forward(inputs, ROWS, Phase.TRAINING);
    float[][] gradients = new float[5][ROWS * 3];
    double loss =
        network.terms().stream().mapToDouble(t -> t.addGradients(LABELS, gradients)).sum();
    assertThat(loss).isPositive();
    network.backward(inputs, gradients, ROWS, new float[ROWS * WIDTH]);
    assertThat(gradient("position.cart.0.weight")).containsOnly(0f);
    float[] once = gradient("head.cart.weight").clone();
    assertThat(once).isNotEqualTo(new float[once.length]);
    network.backward(inputs, gradients, ROWS, new float[ROWS * WIDTH]);
    assertThat(gradient("head.cart.weight")).isEqualTo(once);
  }

  private float[] gradient(String name) {
    return parameters.all().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow()
        .gradient(0);
  }

  private static final BlockLabels LABELS =
      new BlockLabels() {
        @Override
        public int rows() {
          return ROWS;
        }

        @Override
        public int batchRows() {
          return ROWS;
        }

        @Override
        public float target(int task, int row) {
          return 1;
        }

        @Override
        public int inSpace(int task) {
          return ROWS;
        }
      };

  @Test
  void build_wrongSettings_areRefused() {
    assertRefused(
        "architecture.position: found [rank], allowed: one or more of the inputs [user, position,"
            + " history, age, is_new]",
        "position",
        "rank");
    assertRefused(
        "architecture.position: found all inputs, allowed: some of them",
        "position",
        "user, position, history, age, is_new");
    assertRefused(
        "architecture.position_dropout: found 1.0, allowed: 0 up to below 1",
        "position",
        "position",
        "position_dropout",
        "1");
  }

  private void assertRefused(String message, String... settings) {
    assertThatThrownBy(
            () -> new PositionTower(new SharedBottom()).build(Shapes.of(settings), context(0)))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage(message);
  }
}
