package dev.tandem.training.network;

import dev.tandem.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;

/**
 * A gate over vectors of one width: their sum, each weighted by the softmax of a score, {@code z =
 * sum of softmax(a)(i) e(i)}.
 *
 * <p>A share of the vectors may be left out while training, a random choice for each row, and the
 * weights of the others then sum up to 1; this keeps a gate from collapsing on one of them (Zhao et
 * al., RecSys 2019, 5.2.4).
 *
 * <p>A row's weights may hold for several rows of the vectors: row {@code r + i * rows} of a vector
 * has the weights of row r.
 */
public final class Mixture {
  private final int width;
  private final int count;
  private final int copies;
  private final float[][] vectors;
  private final float[][] vectorGradients;
  private final Dropout dropout;
  private final float[] kept;
  private final float[] scores;
  private final float[] weights;
  private final float[] output;
  private final float[] outputGradient;

  /**
   * A mixture of vectors that others compute.
   *
   * @param name tells the random choices of mixtures apart
   * @param width of a vector
   * @param vectors which forward passes read; a multiple of the context's rows x width
   * @param vectorGradients to which backward passes add
   * @param share of the vectors that is left out while training, in [0, 1)
   */
  public Mixture(
      LayerContext context,
      String name,
      int width,
      List<float[]> vectors,
      List<float[]> vectorGradients,
      double share) {
    this.width = width;
    this.count = vectors.size();
    this.copies = vectors.get(0).length / (context.maxRows() * width);
    this.vectors = vectors.toArray(float[][]::new);
    this.vectorGradients = vectorGradients.toArray(float[][]::new);
    this.dropout = context.dropout(name, share, context.maxRows() * count);
    this.kept = new float[share > 0 ? context.maxRows() * count : 0];
    this.scores = context.activations(count);
    this.weights = context.activations(count);
    this.output = new float[vectors.get(0).length];
    this.outputGradient = new float[vectors.get(0).length];
  }

  /**
   * Where the caller puts the scores, rows x vectors, before {@link #forward}, and finds their
   * gradient after {@link #backward}; shared.
   */
  public float[] scores() {
    return scores;
  }

  /** The weights of the last forward pass, rows x vectors; shared. */
  public float[] weights() {
    return weights;
  }

  /** The result of the last forward pass; shared. */
  public float[] output() {
    return output;
  }

  /** Where the caller puts the gradient of the result before {@link #backward}; shared. */
  public float[] outputGradient() {
    return outputGradient;
  }

  /** Mixes the vectors by the scores. */
  public void forward(int rows, Phase phase) {
    if (phase == Phase.TRAINING && kept.length > 0) {
      leaveOut(rows);
    }
    for (int row = 0; row < rows; row++) {
      Softmax.forward(scores, row * count, weights, count);
    }
    for (int row = 0; row < rows * copies; row++) {
      mix(row * width, row % rows * count);
    }
  }

  /** A score of minus infinity has no weight and no gradient. */
  private void leaveOut(int rows) {
    Arrays.fill(kept, 0, rows * count, 1);
    dropout.forward(kept, rows * count);
    for (int row = 0, at = 0; row < rows; row++, at += count) {
      boolean any = false;
      for (int i = at; i < at + count; i++) {
        any |= kept[i] > 0;
      }
      // A row that would be left without any vector keeps all.
      for (int i = at; any && i < at + count; i++) {
        scores[i] = kept[i] > 0 ? scores[i] : Float.NEGATIVE_INFINITY;
      }
    }
  }

  // Hot path: once per row.
  private void mix(int at, int weightsAt) {
    Arrays.fill(output, at, at + width, 0);
    for (int i = 0; i < count; i++) {
      float weight = weights[weightsAt + i];
      float[] vector = vectors[i];
      for (int j = at; j < at + width; j++) {
        output[j] += weight * vector[j];
      }
    }
  }

  /** Adds the gradients of the vectors, and leaves that of the scores in {@link #scores}. */
  public void backward(int rows) {
    Arrays.fill(scores, 0, rows * count, 0);
    for (int row = 0; row < rows * copies; row++) {
      undoMix(row * width, row % rows * count);
    }
    for (int row = 0; row < rows; row++) {
      Softmax.backward(weights, row * count, scores, count);
    }
  }

  // Hot path: once per row.
  private void undoMix(int at, int weightsAt) {
    for (int i = 0; i < count; i++) {
      float weight = weights[weightsAt + i];
      float[] vector = vectors[i];
      float[] gradient = vectorGradients[i];
      float product = 0;
      for (int j = at; j < at + width; j++) {
        gradient[j] += weight * outputGradient[j];
        product += vector[j] * outputGradient[j];
      }
      scores[weightsAt + i] += product;
    }
  }

  /** Adds the weights to an exported graph and returns their name. */
  public String exportWeights(OnnxGraph graph, String scoresName) {
    return graph.node("Softmax", scoresName);
  }

  /** Adds the mixture of vectors to an exported graph and returns the name of the result. */
  public String export(OnnxGraph graph, String weightsName, List<String> vectorNames) {
    return mixed(graph, weightsName, vectorNames);
  }

  /** Adds the sum of vectors, each times a column of weights, to an exported graph. */
  static String mixed(OnnxGraph graph, String weightsName, List<String> vectorNames) {
    String sum = null;
    for (int i = 0; i < vectorNames.size(); i++) {
      String weight = graph.columns(weightsName, i, i + 1);
      String part = graph.node("Mul", weight, vectorNames.get(i));
      sum = sum == null ? part : graph.node("Add", sum, part);
    }
    return sum;
  }
}
