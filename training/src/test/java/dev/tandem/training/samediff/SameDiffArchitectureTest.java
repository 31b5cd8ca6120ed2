package dev.tandem.training.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.blas.OpenBlasProduct;
import dev.tandem.training.check.Evaluated;
import dev.tandem.training.check.Shapes;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.network.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

class SameDiffArchitectureTest {
  private static final float[] FOLD = new float[32];

  static {
    for (int i = 0; i < FOLD.length; i++) {
      FOLD[i] = (float) Math.cos(i);
    }
  }

  /** A shared layer that goes through {@code activation}, and a head for each task. */
  private static SameDiffGraph graph(UnaryOperator<SDVariable> activation) {
    return (sd, inputs, weights, shape) -> {
      SDVariable scores =
          inputs
              .mmul(weights.matrix("bottom.weight", shape.inputWidth(), 4))
              .add(weights.bias("bottom.bias", 4));
      SDVariable code = activation.apply(scores);
      List<SDVariable> outputs = new ArrayList<>();
      for (int task = 0; task < shape.tasks().size(); task++) {
        Task of = shape.tasks().get(task);
        SDVariable matrix = weights.of(task).matrix("head." + of.name(), 4, of.outputs());
        outputs.add(code.mmul(matrix));
      }
      return outputs;
    };
  }

  private static Network build(SameDiffGraph graph, NetworkShape shape, Parameters parameters) {
    return new SameDiffArchitecture(graph)
        .build(shape, new LayerContext(parameters, 0, 4, new OpenBlasProduct(), 1));
  }

  @Test
  void build_aRightGraph_passesTheCheckAndIsExported() throws Exception {
    SameDiffGraph graph =
        graph(
            x -> {
              SameDiff sd = x.getSameDiff();
              SDVariable wide = sd.concat(1, sd.nn().relu(x, 0), sd.nn().softmax(x, 1).mul(2));
              SDVariable narrow =
                  wide.mmul(sd.constant("fold", Nd4j.createFromArray(FOLD).reshape(8, 4)));
              return sd.math().tanh(narrow).sub(sd.constant(0.5f)).div(x.mul(x).add(1));
            });
    Parameters parameters = new Parameters(1, 1);
    NetworkShape shape = Shapes.of(3, List.of());
    build(graph, shape, parameters);
    assertThat(parameters.all().stream().map(Parameter::name))
        .containsExactly(
            "bottom.weight", "bottom.bias", "head.click", "head.cart", "head.purchase");
    assertThat(parameters.all().get(1).task()).isEmpty();
    assertThat(parameters.all().get(3).task()).isEqualTo(OptionalInt.of(1));
    for (float[][] pair : new Evaluated(new SameDiffArchitecture(graph), shape).inOnnxRuntime(4)) {
      assertThat(pair[0]).usingComparatorWithPrecision(1e-5f).containsExactly(pair[1]);
    }
  }

  @Test
  void build_checksTheFirstReplicaAlone() {
    AtomicInteger builds = new AtomicInteger();
    SameDiffGraph right = graph(x -> x.getSameDiff().math().tanh(x));
    SameDiffArchitecture counted =
        new SameDiffArchitecture(
            (sd, inputs, weights, shape) -> {
              builds.incrementAndGet();
              return right.build(sd, inputs, weights, shape);
            });
    Parameters parameters = new Parameters(1, 2);
    NetworkShape shape = Shapes.of(2, List.of());
    for (int shard = 0; shard < 2; shard++) {
      counted.build(shape, new LayerContext(parameters, shard, 4, new OpenBlasProduct(), 1));
    }
    assertThat(builds).hasValue(3);
  }

  @Test
  void build_anOperatorThatIsNotTranslated_isRefused() {
    SameDiffGraph graph = graph(x -> x.getSameDiff().math().sin(x));
    assertThatThrownBy(() -> build(graph, Shapes.of(2, List.of()), new Parameters(1, 1)))
        .hasMessage(
            "found the operator sin in a SameDiff graph, allowed in one that is exported: [abs, add,"
                + " divide, exp, identity, log, multiply, neg, sigmoid, softplus, sqrt, subtract,"
                + " tanh], [add_scalar, div_scalar, mul_scalar, sub_scalar], mmul of matrices as"
                + " they are, relu above 0, softmax of rows, concat of columns");
    for (UnaryOperator<SDVariable> other :
        List.<UnaryOperator<SDVariable>>of(
            x -> x.getSameDiff().nn().relu(x, 0.5),
            x -> x.getSameDiff().nn().softmax(x, 0),
            x -> x.getSameDiff().gather(x, new int[] {0, 0, 1, 2}, 1))) {
      assertThatThrownBy(() -> build(graph(other), Shapes.of(2, List.of()), new Parameters(1, 1)))
          .hasMessageContaining("in a SameDiff graph, allowed in one that is exported");
    }
  }

  @Test
  void build_tooFewOutputs_isRefused() {
    SameDiffGraph graph = (sd, inputs, weights, shape) -> List.of();
    assertThatThrownBy(() -> build(graph, Shapes.of(2, List.of()), new Parameters(1, 1)))
        .hasMessage("the SameDiff graph has 0 outputs, needed: one for each of 2 tasks");
  }

  @Test
  void build_aVariableOfTheGraphsOwn_isRefused() {
    SameDiffGraph graph =
        graph(x -> x.add(x.getSameDiff().var("mine", Nd4j.createFromArray(1f, 1f, 1f, 1f))));
    assertThatThrownBy(() -> build(graph, Shapes.of(2, List.of()), new Parameters(1, 1)))
        .hasMessage("found the variable 'mine' in a SameDiff graph, allowed: those of its weights");
  }
}
