package dev.tandem.training.check;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.InputSlice;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.network.Phase;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Checks any network: that it computes what its exported graph states, and that its backward pass
 * gives the gradients of that.
 *
 * <p>The exported graph is a second statement of the network. It is computed in double precision,
 * where finite differences by every weight and every input are exact to about eight digits, and
 * forward and backward passes are held against it: for several rows and for one, with random
 * weights, inputs and gradients of the outputs. A second backward pass must add the same again, and
 * no replica may touch the gradients of another. A weight that the outputs do not depend on, such
 * as one of a loss term alone, must have no gradient; terms themselves are not checked.
 *
 * <p>Passes are for inference, so dropout is not in the way. If a training pass gives the same
 * outputs, it must give the same gradients.
 *
 * <p>Immutable and thread-safe.
 */
public final class GradientCheck {
  private static final double OUTPUT_TOLERANCE = 1e-5;

  /** Of single precision: 2^-24 for each of some hundred additions, relative to their terms. */
  private static final double TOLERANCE = 2e-5;

  private static final double RELATIVE_TOLERANCE = 2e-4;
  private static final double STEP = 1e-6;

  private final Architecture architecture;
  private final NetworkShape shape;
  private final int mostPerTensor;

  private GradientCheck(Architecture architecture, NetworkShape shape, int mostPerTensor) {
    this.architecture = architecture;
    this.shape = shape;
    this.mostPerTensor = mostPerTensor;
  }

  /** A check of every weight and input: for small shapes, as in a test. */
  public static GradientCheck of(Architecture architecture, NetworkShape shape) {
    return new GradientCheck(architecture, shape, Integer.MAX_VALUE);
  }

  /**
   * The same check of a part of the weights and inputs, evenly spread: for networks of full size.
   *
   * @param perTensor at most so many of each weight and of the inputs
   */
  public GradientCheck sampling(int perTensor) {
    return new GradientCheck(architecture, shape, perTensor);
  }

  /**
   * Checks the network.
   *
   * @throws WrongGradientException naming the weight or output, its place, what was found and what
   *     was expected
   * @throws IllegalArgumentException if the exported graph has an operator that is not known here
   * @throws dev.tandem.features.declaration.InvalidDeclarationException if the architecture refuses
   *     the shape
   */
  public void require() {
    CheckedNetwork network = new CheckedNetwork(architecture, shape);
    // One row last: it must not see what the rows before it left behind.
    for (int rows : new int[] {CheckedNetwork.MAX_ROWS, 1}) {
      new Pass(network, rows).require();
    }
  }

  /** The check of the first rows. */
  private final class Pass {
    private final CheckedNetwork network;
    private final int rows;
    private final GraphFunction function;

    Pass(CheckedNetwork network, int rows) {
      this.network = network;
      this.rows = rows;
      this.function = network.function(rows);
    }

    void require() {
      float[][] outputs = network.forward(rows, Phase.INFERENCE);
      requireOutputs(outputs);
      network.clearGradients();
      network.backward(rows);
      float[] inputGradient = network.inputGradient.clone();
      Map<Parameter, float[]> gradients = new HashMap<>();
      network.weights.forEach(w -> gradients.put(w, network.gradient(w).clone()));
      requireGradients(gradients, inputGradient);
      network.backward(rows);
      requireSum("a second backward pass", 2, gradients, inputGradient);
      if (Arrays.deepEquals(network.forward(rows, Phase.TRAINING), outputs)) {
        network.clearGradients();
        network.backward(rows);
        requireSum("a backward pass in training", 1, gradients, inputGradient);
      }
    }

    private void requireOutputs(float[][] outputs) {
      for (int task = 0; task < outputs.length; task++) {
        Task of = shape.tasks().get(task);
        double[] expected = function.value(network.outputName(task)).values();
        if (expected.length != outputs[task].length) {
          throw new WrongGradientException(
              "the exported graph gives %d values for %d rows of task '%s', expected %d"
                  .formatted(expected.length, rows, of.name(), outputs[task].length));
        }
        for (int i = 0; i < expected.length; i++) {
          double allowed = OUTPUT_TOLERANCE * Math.max(1, Math.abs(expected[i]));
          if (!(Math.abs(outputs[task][i] - expected[i]) <= allowed)) {
            throw new WrongGradientException(
                "forward gives %s for unit %d of task '%s' in row %d of %d, the exported graph %s"
                    .formatted(
                        outputs[task][i],
                        i % of.outputs(),
                        of.name(),
                        i / of.outputs(),
                        rows,
                        expected[i]));
          }
        }
      }
    }

    private void requireGradients(Map<Parameter, float[]> gradients, float[] inputGradient) {
      for (Parameter weight : network.weights) {
        for (float foreign : network.foreignGradient(weight)) {
          if (foreign != 0) {
            throw new WrongGradientException(
                "backward adds to the gradient of '%s' of another shard, allowed: its own"
                    .formatted(weight.name()));
          }
        }
        float[] gradient = gradients.get(weight);
        if (function.constants().contains(weight.name())) {
          requireDifferences(weight.name(), gradient, at -> weightPlace(weight, at));
        } else if (IntStream.range(0, gradient.length).anyMatch(i -> gradient[i] != 0)) {
          throw new WrongGradientException(
              "weight '%s' has a gradient, but the exported graph has no constant of that name"
                  .formatted(weight.name()));
        }
      }
      requireDifferences("inputs", inputGradient, this::inputPlace);
    }

    private void requireDifferences(String name, float[] gradient, Place place) {
      double[] values = function.value(name).values();
      int size = name.equals("inputs") ? rows * shape.inputWidth() : gradient.length;
      if (values.length != size) {
        throw new WrongGradientException(
            "weight '%s' has %d values, in the exported graph %d"
                .formatted(name, size, values.length));
      }
      int every = 1 + (size - 1) / mostPerTensor;
      double middle = loss();
      for (int i = 0; i < size; i += every) {
        double above = (lossAt(name, values, i, STEP) - middle) / STEP;
        double below = (middle - lossAt(name, values, i, -STEP)) / STEP;
        double allowed = TOLERANCE + RELATIVE_TOLERANCE * Math.abs(above + below) / 2;
        // Where a rectifier has its kink every slope between those of both sides is right.
        if (!(gradient[i] >= Math.min(above, below) - allowed
            && gradient[i] <= Math.max(above, below) + allowed)) {
          throw new WrongGradientException(
              "the gradient of %s is %s, by finite differences %s"
                  .formatted(place.of(i), gradient[i], (above + below) / 2));
        }
      }
    }

    private double lossAt(String name, double[] values, int i, double step) {
      double old = values[i];
      values[i] = old + step;
      function.changedInPlace(name);
      double loss = loss();
      values[i] = old;
      function.changedInPlace(name);
      return loss;
    }

    /** The sum of all outputs, each times its gradient. */
    private double loss() {
      double sum = 0;
      for (int task = 0; task < network.outputGradients.length; task++) {
        double[] outputs = function.value(network.outputName(task)).values();
        for (int i = 0; i < outputs.length; i++) {
          sum += network.outputGradients[task][i] * outputs[i];
        }
      }
      return sum;
    }

    private void requireSum(
        String pass, int times, Map<Parameter, float[]> once, float[] inputGradient) {
      for (Parameter weight : network.weights) {
        float[] sum = network.gradient(weight);
        for (int i = 0; i < sum.length; i++) {
          requireEqual(pass, weightPlace(weight, i), sum[i], times * once.get(weight)[i]);
        }
      }
      for (int i = 0; i < rows * shape.inputWidth(); i++) {
        requireEqual(pass, inputPlace(i), network.inputGradient[i], inputGradient[i]);
      }
    }

    private void requireEqual(String pass, String place, float found, float expected) {
      if (!(Math.abs(found - expected) <= TOLERANCE + RELATIVE_TOLERANCE * Math.abs(expected))) {
        throw new WrongGradientException(
            "after %s the gradient of %s is %s, expected %s"
                .formatted(pass, place, found, expected));
      }
    }

    private String weightPlace(Parameter weight, int at) {
      return "weight '%s' at row %d, column %d for %d rows"
          .formatted(weight.name(), at / weight.columns(), at % weight.columns(), rows);
    }

    private String inputPlace(int at) {
      int column = at % shape.inputWidth();
      String feature =
          shape.inputs().stream()
              .filter(s -> s.offset() <= column && column < s.offset() + s.width())
              .map(InputSlice::feature)
              .findFirst()
              .orElseThrow();
      return "input column %d (%s) in row %d of %d"
          .formatted(column, feature, at / shape.inputWidth(), rows);
    }
  }

  /** Says in words where a number stands. */
  @FunctionalInterface
  private interface Place {
    String of(int at);
  }
}
