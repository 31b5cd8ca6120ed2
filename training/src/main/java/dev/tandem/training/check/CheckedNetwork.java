package dev.tandem.training.check;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.InputSlice;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.blas.OpenBlasProduct;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.network.Parameters;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A replica of a network with weights off their initial values, random inputs and random gradients
 * of its outputs; and what its passes gave.
 */
final class CheckedNetwork {
  static final int MAX_ROWS = 4;

  /** The replica is the second of two, so that one which adds to another's gradients is found. */
  private static final int SHARD = 1;

  private static final long SEED = 7;
  private static final double DISTURBANCE = 0.2;

  final NetworkShape shape;
  final List<Parameter> weights;
  final float[] inputs;
  final float[] inputGradient;
  final float[][] outputGradients;
  private final Network network;
  private final OnnxGraph graph = new OnnxGraph("check");
  private final List<String> outputNames;

  CheckedNetwork(Architecture architecture, NetworkShape shape) {
    Random random = new Random(SEED);
    Parameters parameters = new Parameters(SEED, SHARD + 1);
    this.shape = shape;
    this.network =
        architecture.build(
            shape, new LayerContext(parameters, SHARD, MAX_ROWS, new OpenBlasProduct(), SEED));
    this.weights = parameters.all();
    weights.forEach(weight -> disturb(weight, random));
    this.inputs = inputs(shape, random);
    this.inputGradient = new float[inputs.length];
    this.outputGradients = outputGradients(shape.tasks(), random);
    graph.floatInput("inputs", shape.inputWidth());
    this.outputNames = network.export(graph, "inputs");
  }

  /** Biases begin at 0, where a wrong gradient may be right by chance. */
  private static void disturb(Parameter weight, Random random) {
    double deviation = DISTURBANCE / Math.sqrt(weight.rows());
    for (int i = 0; i < weight.values().length; i++) {
      weight.values()[i] += (float) (deviation * random.nextGaussian());
    }
  }

  private static float[] inputs(NetworkShape shape, Random random) {
    int width = shape.inputWidth();
    float[] inputs = new float[MAX_ROWS * width];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    for (InputSlice slice : shape.inputs()) {
      int step = slice.width() / slice.steps();
      for (int row = 0; slice.steps() > 1 && row < MAX_ROWS; row++) {
        for (int i = 1; i <= slice.steps(); i++) {
          // A sequence may be shorter than it could be, and has a flag for it in each step.
          inputs[row * width + slice.offset() + i * step - 1] =
              i == 1 || random.nextInt(3) > 0 ? 1 : 0;
        }
      }
    }
    return inputs;
  }

  private static float[][] outputGradients(List<Task> tasks, Random random) {
    float[][] gradients = new float[tasks.size()][];
    for (int task = 0; task < gradients.length; task++) {
      gradients[task] = new float[MAX_ROWS * tasks.get(task).outputs()];
      for (int i = 0; i < gradients[task].length; i++) {
        gradients[task][i] = (float) random.nextGaussian();
      }
    }
    return gradients;
  }

  /** The exported network in double precision, for the first rows. */
  GraphFunction function(int rows) {
    GraphFunction function = new GraphFunction(graph);
    int width = shape.inputWidth();
    double[] values = new double[rows * width];
    Arrays.setAll(values, i -> inputs[i]);
    function.change("inputs", new DoubleTensor(new int[] {rows, width}, values));
    return function;
  }

  /** The exported network, whose input is {@code inputs}; it has no outputs yet. */
  OnnxGraph graph() {
    return graph;
  }

  /** The name of a task's outputs in the exported graph. */
  String outputName(int task) {
    return outputNames.get(task);
  }

  /** The outputs of all tasks after a forward pass of the first rows. */
  float[][] forward(int rows, Phase phase) {
    network.forward(inputs, rows, phase);
    float[][] outputs = new float[shape.tasks().size()][];
    for (int task = 0; task < outputs.length; task++) {
      int size = rows * shape.tasks().get(task).outputs();
      outputs[task] = Arrays.copyOf(network.output(task), size);
    }
    return outputs;
  }

  /** Goes backward; what it adds is in {@link #gradient} and {@link #inputGradient}. */
  void backward(int rows) {
    // The gradient of the inputs must be overwritten.
    Arrays.fill(inputGradient, 1e6f);
    float[][] copies = Arrays.stream(outputGradients).map(float[]::clone).toArray(float[][]::new);
    network.backward(inputs, copies, rows, inputGradient);
  }

  void clearGradients() {
    weights.forEach(weight -> Arrays.fill(gradient(weight), 0));
  }

  float[] gradient(Parameter weight) {
    return weight.gradient(SHARD);
  }

  /** The gradient that only another replica may add to. */
  float[] foreignGradient(Parameter weight) {
    return weight.gradient(0);
  }
}
