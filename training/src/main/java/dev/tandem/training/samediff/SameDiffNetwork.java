package dev.tandem.training.samediff;

import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One replica of a SameDiff graph. The gradient of its outputs enters as placeholders: what
 * SameDiff differentiates is the sum of the outputs, each times its gradient.
 */
final class SameDiffNetwork implements Network {
  private static final String INPUTS = "inputs";

  private final int shard;
  private final int width;
  private final int[] units;
  private final SameDiff graph = SameDiff.create();
  private final SameDiffWeights weights;
  private final List<String> names;
  private final List<String> derived = new ArrayList<>();
  private final float[][] outputs;

  SameDiffNetwork(SameDiffGraph built, NetworkShape shape, LayerContext context) {
    this.shard = context.shard();
    this.width = shape.inputWidth();
    this.units = shape.tasks().stream().mapToInt(task -> task.outputs()).toArray();
    this.outputs = new float[units.length][];
    Arrays.setAll(outputs, task -> new float[context.maxRows() * units[task]]);
    this.weights = new SameDiffWeights(graph, context);
    SDVariable inputs = graph.placeHolder(INPUTS, DataType.FLOAT, -1, width);
    List<SDVariable> variables = built.build(graph, inputs, weights, shape);
    if (variables.size() != units.length) {
      throw new IllegalArgumentException(
          "the SameDiff graph has %d outputs, needed: one for each of %d tasks"
              .formatted(variables.size(), units.length));
    }
    this.names = variables.stream().map(SDVariable::name).toList();
    SDVariable sum = null;
    for (int task = 0; task < units.length; task++) {
      SDVariable gradient = graph.placeHolder(gradient(task), DataType.FLOAT, -1, units[task]);
      SDVariable part = variables.get(task).mul(gradient).sum();
      sum = sum == null ? part : sum.add(part);
    }
    graph.setLossVariables(sum);
    derived.add(INPUTS);
    weights.all().forEach(weight -> derived.add(weight.parameter().name()));
    graph.createGradFunction(derived.toArray(String[]::new));
  }

  private static String gradient(int task) {
    return "gradient." + task;
  }

  private static INDArray matrix(float[] values, int rows, int columns) {
    return Nd4j.createFromArray(Arrays.copyOf(values, rows * columns)).reshape(rows, columns);
  }

  private static float[] values(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  @Override
  public void forward(float[] inputs, int rows, Phase phase) {
    for (SameDiffWeights.Weight weight : weights.all()) {
      Parameter parameter = weight.parameter();
      weight
          .variable()
          .getArr()
          .assign(matrix(parameter.values(), parameter.rows(), parameter.columns()));
    }
    Map<String, INDArray> found = graph.output(Map.of(INPUTS, matrix(inputs, rows, width)), names);
    for (int task = 0; task < units.length; task++) {
      System.arraycopy(values(found.get(names.get(task))), 0, outputs[task], 0, rows * units[task]);
    }
  }

  @Override
  public float[] output(int task) {
    return outputs[task];
  }

  @Override
  public void backward(float[] inputs, float[][] outputGradients, int rows, float[] inputGradient) {
    Map<String, INDArray> placeholders = new HashMap<>();
    placeholders.put(INPUTS, matrix(inputs, rows, width));
    for (int task = 0; task < units.length; task++) {
      placeholders.put(gradient(task), matrix(outputGradients[task], rows, units[task]));
    }
    Map<String, INDArray> gradients = graph.calculateGradients(placeholders, derived);
    for (SameDiffWeights.Weight weight : weights.all()) {
      float[] found = values(gradients.get(weight.parameter().name()));
      float[] sums = weight.parameter().gradient(shard);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += found[i];
      }
    }
    System.arraycopy(values(gradients.get(INPUTS)), 0, inputGradient, 0, rows * width);
  }

  @Override
  public List<String> export(OnnxGraph onnx, String inputs) {
    SameDiffExport export = new SameDiffExport(graph, weights, onnx);
    export.name(INPUTS, inputs);
    return names.stream().map(export::value).toList();
  }
}
