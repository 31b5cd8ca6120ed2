package dev.tandem.training.network;

import dev.tandem.training.network.Linear.Bias;
import dev.tandem.training.onnx.OnnxGraph;

/**
 * The adaptive information transfer of AITM (Xi et al., KDD 2021): mixes what one task passes on,
 * p, with another's own vector, q, both of width k.
 *
 * <p>For u in {p, q} the score is {@code a(u) = <h2(u), h3(u)> / sqrt(k)}, the weights are the
 * softmax of the two scores, and the result is {@code z = w(p) h1(p) + w(q) h1(q)}; h1, h2, h3 are
 * matrices without bias. Each vector is scored against itself alone, and there is no residual.
 */
public final class InformationTransfer {
  private final int width;
  private final float scale;
  private final Linear h1;
  private final Linear h2;
  private final Linear h3;
  private final Side passed;
  private final Side own;
  private final float[] passedShare;
  private final float[] weights;
  private final float[] output;

  /** The transfer of vectors of a width; its matrices are named {@code <name>.h1}, ... */
  public InformationTransfer(LayerContext context, String name, int width) {
    this.width = width;
    this.scale = (float) (1 / Math.sqrt(width));
    this.h1 = new Linear(context, name + ".h1", width, width, Bias.ABSENT);
    this.h2 = new Linear(context, name + ".h2", width, width, Bias.ABSENT);
    this.h3 = new Linear(context, name + ".h3", width, width, Bias.ABSENT);
    this.passed = new Side(context);
    this.own = new Side(context);
    this.passedShare = context.activations(1);
    this.weights = context.activations(2);
    this.output = context.activations(width);
  }

  /** The result z of the last forward pass, rows x k; shared. */
  public float[] output() {
    return output;
  }

  /** The weight w(p) of each row in the last forward pass; shared. */
  public float[] passedShare() {
    return passedShare;
  }

  /** The weights w(p) and w(q) of each row in the last forward pass, rows x 2; shared. */
  public float[] weights() {
    return weights;
  }

  /** Computes z from p and q, rows x k each. */
  public void forward(float[] p, float[] q, int rows) {
    passed.forward(p, rows);
    own.forward(q, rows);
    mix(rows);
  }

  // Hot path: once per transfer and block.
  private void mix(int rows) {
    for (int row = 0, at = 0; row < rows; row++, at += width) {
      // The softmax of two numbers is the logistic function of their difference.
      float share = (float) (1 / (1 + Math.exp(own.scores[row] - passed.scores[row])));
      passedShare[row] = share;
      weights[2 * row] = share;
      weights[2 * row + 1] = 1 - share;
      for (int j = at; j < at + width; j++) {
        output[j] = share * passed.value[j] + (1 - share) * own.value[j];
      }
    }
  }

  /**
   * Adds the gradients of the matrices, from the gradient dz of the result; computes the gradient
   * dp and adds the gradient of q to dq.
   */
  public void backward(float[] p, float[] q, float[] dz, int rows, float[] dp, float[] dq) {
    for (int row = 0, at = 0; row < rows; row++, at += width) {
      float share = passedShare[row];
      float difference = 0;
      for (int j = at; j < at + width; j++) {
        passed.valueGradient[j] = share * dz[j];
        own.valueGradient[j] = (1 - share) * dz[j];
        difference += dz[j] * (passed.value[j] - own.value[j]);
      }
      float scoreGradient = share * (1 - share) * difference;
      passed.scores[row] = scoreGradient;
      own.scores[row] = -scoreGradient;
    }
    passed.backward(p, rows);
    passed.inputGradient(rows, dp);
    own.backward(q, rows);
    own.addInputGradient(rows, dq);
  }

  /** Adds the transfer to an exported graph and returns the name of z. */
  public String export(OnnxGraph graph, String p, String q) {
    String share =
        graph.node("Sigmoid", graph.node("Sub", exportScore(graph, p), exportScore(graph, q)));
    String ownShare = graph.node("Sub", graph.scalar(1), share);
    return graph.node(
        "Add",
        graph.node("Mul", share, h1.export(graph, p)),
        graph.node("Mul", ownShare, h1.export(graph, q)));
  }

  private String exportScore(OnnxGraph graph, String u) {
    String products = graph.node("Mul", h2.export(graph, u), h3.export(graph, u));
    return graph.node("Mul", graph.rowSum(products), graph.scalar(scale));
  }

  /** One of the two vectors on its way through h1, h2, h3. */
  private final class Side {
    private final float[] value;
    private final float[] left;
    private final float[] right;
    private final float[] valueGradient;
    private final float[] leftGradient;
    private final float[] rightGradient;
    private final float[] scores;

    Side(LayerContext context) {
      this.value = context.activations(width);
      this.left = context.activations(width);
      this.right = context.activations(width);
      this.valueGradient = context.activations(width);
      this.leftGradient = context.activations(width);
      this.rightGradient = context.activations(width);
      this.scores = context.activations(1);
    }

    void forward(float[] u, int rows) {
      h1.forward(u, rows, value);
      h2.forward(u, rows, left);
      h3.forward(u, rows, right);
      for (int row = 0, at = 0; row < rows; row++, at += width) {
        float dot = 0;
        for (int j = at; j < at + width; j++) {
          dot += left[j] * right[j];
        }
        scores[row] = dot * scale;
      }
    }

    /** Takes the gradient of the scores from {@link #scores}. */
    void backward(float[] u, int rows) {
      for (int row = 0, at = 0; row < rows; row++, at += width) {
        float gradient = scores[row] * scale;
        for (int j = at; j < at + width; j++) {
          leftGradient[j] = gradient * right[j];
          rightGradient[j] = gradient * left[j];
        }
      }
      h1.backwardWeights(u, valueGradient, rows);
      h2.backwardWeights(u, leftGradient, rows);
      h3.backwardWeights(u, rightGradient, rows);
    }

    void inputGradient(int rows, float[] du) {
      h1.backwardInputs(valueGradient, rows, du);
      h2.addBackwardInputs(leftGradient, rows, du);
      h3.addBackwardInputs(rightGradient, rows, du);
    }

    void addInputGradient(int rows, float[] du) {
      h1.addBackwardInputs(valueGradient, rows, du);
      h2.addBackwardInputs(leftGradient, rows, du);
      h3.addBackwardInputs(rightGradient, rows, du);
    }
  }
}
