package dev.tandem.training.network;

import dev.tandem.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;

/**
 * Mixes the vectors of tasks by a trainable square matrix A, the same for all units and rows:
 * {@code y(t) = sum over s of A(t, s) x(s)} (Misra et al., CVPR 2016).
 */
public final class CrossStitch {
  private final int shard;
  private final int width;
  private final Parameter matrix;
  private final float[][] vectors;
  private final float[][] vectorGradients;
  private final float[][] outputs;
  private final float[][] outputGradients;

  /**
   * A cross-stitch of vectors that others compute.
   *
   * @param vectors of each task, rows x width; read by forward passes
   * @param vectorGradients are overwritten by backward passes
   * @param own the initial weight of a task's own vector; the others share the rest evenly
   */
  public CrossStitch(
      LayerContext context,
      String name,
      int width,
      List<float[]> vectors,
      List<float[]> vectorGradients,
      double own) {
    int tasks = vectors.size();
    this.shard = context.shard();
    this.width = width;
    this.matrix = context.weights(name, tasks, tasks, initial(tasks, own));
    this.vectors = vectors.toArray(float[][]::new);
    this.vectorGradients = vectorGradients.toArray(float[][]::new);
    this.outputs = new float[tasks][context.maxRows() * width];
    this.outputGradients = new float[tasks][context.maxRows() * width];
  }

  private static float[] initial(int tasks, double own) {
    float[] initial = new float[tasks * tasks];
    Arrays.fill(initial, (float) ((1 - own) / Math.max(1, tasks - 1)));
    for (int task = 0; task < tasks; task++) {
      initial[task * (tasks + 1)] = tasks == 1 ? 1 : (float) own;
    }
    return initial;
  }

  /** The mixed vector of a task in the last forward pass; shared. */
  public float[] output(int task) {
    return outputs[task];
  }

  /** Where the caller puts the gradient of a task's mixed vector; shared. */
  public float[] outputGradient(int task) {
    return outputGradients[task];
  }

  /** Mixes the vectors. */
  // Hot path: once per layer and block.
  public void forward(int rows) {
    int size = rows * width;
    int tasks = vectors.length;
    for (int to = 0; to < tasks; to++) {
      float[] output = outputs[to];
      Arrays.fill(output, 0, size, 0);
      for (int from = 0; from < tasks; from++) {
        float weight = matrix.values()[to * tasks + from];
        float[] vector = vectors[from];
        for (int i = 0; i < size; i++) {
          output[i] += weight * vector[i];
        }
      }
    }
  }

  /** Adds the gradient of the matrix and computes those of the vectors. */
  // Hot path: once per layer and block.
  public void backward(int rows) {
    int size = rows * width;
    int tasks = vectors.length;
    float[] matrixGradient = matrix.gradient(shard);
    for (int from = 0; from < tasks; from++) {
      float[] vector = vectors[from];
      float[] gradient = vectorGradients[from];
      Arrays.fill(gradient, 0, size, 0);
      for (int to = 0; to < tasks; to++) {
        float weight = matrix.values()[to * tasks + from];
        float[] outputGradient = outputGradients[to];
        float product = 0;
        for (int i = 0; i < size; i++) {
          gradient[i] += weight * outputGradient[i];
          product += vector[i] * outputGradient[i];
        }
        matrixGradient[to * tasks + from] += product;
      }
    }
  }

  /** Adds the mixing to an exported graph and returns the name of each task's mixed vector. */
  public List<String> export(OnnxGraph graph, List<String> names) {
    int tasks = vectors.length;
    graph.matrix(matrix.name(), tasks, tasks, matrix.values());
    String[] mixed = new String[tasks];
    for (int to = 0; to < tasks; to++) {
      mixed[to] = Mixture.mixed(graph, graph.rows(matrix.name(), to, to + 1), names);
    }
    return List.of(mixed);
  }
}
