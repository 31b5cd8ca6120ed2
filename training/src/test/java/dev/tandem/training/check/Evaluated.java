package dev.tandem.training.check;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.network.Phase;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A network with random weights and what it gives for a random row, for tests that compute the same
 * straight from a paper's formula in double precision.
 */
public final class Evaluated {
  private final CheckedNetwork network;
  private final float[][] outputs;

  public Evaluated(Architecture architecture, NetworkShape shape) {
    this.network = new CheckedNetwork(architecture, shape);
    this.outputs = network.forward(1, Phase.INFERENCE);
  }

  /** The input vector. */
  public double[] input() {
    double[] input = new double[network.shape.inputWidth()];
    Arrays.setAll(input, i -> network.inputs[i]);
    return input;
  }

  /** The units of a task. */
  public double[] output(int task) {
    double[] output = new double[outputs[task].length];
    Arrays.setAll(output, i -> outputs[task][i]);
    return output;
  }

  /** Whether there is such a weight. */
  public boolean has(String weight) {
    return network.weights.stream().anyMatch(w -> w.name().equals(weight));
  }

  private Parameter weight(String name) {
    return network.weights.stream().filter(w -> w.name().equals(name)).findFirst().orElseThrow();
  }

  /** A weight's value. */
  public double weight(String name, int row, int column) {
    Parameter weight = weight(name);
    return weight.values()[row * weight.columns() + column];
  }

  /** {@code x W + b}. */
  public double[] linear(String name, double[] x) {
    Parameter matrix = weight(name + ".weight");
    double[] y = new double[matrix.columns()];
    for (int j = 0; j < y.length; j++) {
      y[j] = has(name + ".bias") ? weight(name + ".bias", 0, j) : 0;
      for (int i = 0; i < x.length; i++) {
        y[j] += x[i] * weight(name + ".weight", i, j);
      }
    }
    return y;
  }

  /** Rectified layers {@code <name>.0}, {@code <name>.1}, ... */
  public double[] mlp(String name, double[] x) {
    double[] value = x;
    for (int layer = 0; has(name + "." + layer + ".weight"); layer++) {
      value = rectified(linear(name + "." + layer, value));
    }
    return value;
  }

  /** {@code max(0, x)}. */
  public static double[] rectified(double[] x) {
    return Arrays.stream(x).map(v -> Math.max(0, v)).toArray();
  }

  /** The units of a task's tower. */
  public double[] tower(String task, double[] x) {
    return linear("head." + task, mlp("tower." + task, x));
  }

  /** The softmax. */
  public static double[] softmax(double[] scores) {
    double sum = Arrays.stream(scores).map(Math::exp).sum();
    return Arrays.stream(scores).map(score -> Math.exp(score) / sum).toArray();
  }

  private byte[] onnx() {
    for (int task = 0; task < outputs.length; task++) {
      Task of = network.shape.tasks().get(task);
      network.graph().floatOutput("out." + of.name(), network.outputName(task), of.outputs());
    }
    return network.graph().toBytes();
  }

  /**
   * Runs, once, the exported network in ONNX Runtime for the first rows.
   *
   * @return by task, what it gives and what the network itself gives
   */
  public List<float[][]> inOnnxRuntime(int rows) throws OrtException {
    float[][] expected = network.forward(rows, Phase.INFERENCE);
    float[] inputs = Arrays.copyOf(network.inputs, rows * network.shape.inputWidth());
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    List<float[][]> pairs = new ArrayList<>();
    try (OrtSession session = environment.createSession(onnx());
        OnnxTensor tensor =
            OnnxTensor.createTensor(
                environment,
                FloatBuffer.wrap(inputs),
                new long[] {rows, network.shape.inputWidth()});
        OrtSession.Result result = session.run(Map.of("inputs", tensor))) {
      for (int task = 0; task < expected.length; task++) {
        FloatBuffer found = ((OnnxTensor) result.get(task)).getFloatBuffer();
        float[] values = new float[found.remaining()];
        found.get(values);
        pairs.add(new float[][] {values, expected[task]});
      }
    }
    return pairs;
  }
}
