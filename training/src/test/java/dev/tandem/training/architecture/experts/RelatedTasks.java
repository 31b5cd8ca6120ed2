package dev.tandem.training.architecture.experts;

import dev.tandem.features.declaration.Options;
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
import dev.tandem.training.optimizer.Adam;
import dev.tandem.training.optimizer.Optimizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Two regressions whose relatedness is known (Ma et al., KDD 2018, 3.2): with orthonormal u1, u2
 * and {@code w1 = u1}, {@code w2 = p u1 + sqrt(1 - p^2) u2}, the label is {@code y = w x + sum of
 * sin(a w x + b)} plus noise, of x normal. The constants a and b are normal (Tang et al., RecSys
 * 2020).
 */
final class RelatedTasks {
  private static final int WIDTH = 20;
  private static final int WAVES = 1;
  private static final int BATCH = 256;

  private final int rows;
  private final float[] inputs;
  private final float[][] labels;

  /** Rows of tasks of a correlation p; the waves of a seed are the same for all p. */
  RelatedTasks(int rows, double correlation, long seed) {
    Random random = new Random(seed);
    this.rows = rows;
    this.inputs = new float[rows * WIDTH];
    this.labels = new float[2][rows];
    double[] frequencies = random.doubles(WAVES).map(u -> random.nextGaussian()).toArray();
    double[] phases = random.doubles(WAVES).map(u -> random.nextGaussian()).toArray();
    double rest = Math.sqrt(1 - correlation * correlation);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < WIDTH; i++) {
        inputs[row * WIDTH + i] = (float) random.nextGaussian();
      }
      // The first two axes are as good as any orthonormal pair: the inputs have no direction.
      double first = inputs[row * WIDTH];
      double second = correlation * first + rest * inputs[row * WIDTH + 1];
      labels[0][row] = label(first, frequencies, phases, random);
      labels[1][row] = label(second, frequencies, phases, random);
    }
    standardise(labels[0]);
    standardise(labels[1]);
  }

  /** Errors of different waves can be compared if all labels have the same deviation. */
  private static void standardise(float[] label) {
    double mean = 0;
    double square = 0;
    for (float y : label) {
      mean += y / (double) label.length;
      square += (double) y * y / label.length;
    }
    double deviation = Math.sqrt(square - mean * mean);
    for (int i = 0; i < label.length; i++) {
      label[i] = (float) ((label[i] - mean) / deviation);
    }
  }

  private static float label(double x, double[] frequencies, double[] phases, Random random) {
    double y = x + 0.1 * random.nextGaussian();
    for (int i = 0; i < WAVES; i++) {
      y += Math.sin(frequencies[i] * x + phases[i]);
    }
    return (float) y;
  }

  private static Task task(String name) {
    return new Task(name, Task.Kind.REGRESSION, name, 1, Optional.empty());
  }

  /** Trains on all but the last fifth of the rows and returns the mean squared error of that. */
  double error(Architecture architecture, Options options, int epochs, double rate, long seed) {
    Parameters parameters = new Parameters(seed, 1);
    NetworkShape shape =
        new NetworkShape(
            List.of(InputSlice.of("x", 0, WIDTH)), List.of(task("first"), task("second")), options);
    Network network =
        architecture.build(
            shape, new LayerContext(parameters, 0, BATCH, new OpenBlasProduct(), seed));
    Optimizer adam = new Adam(rate, 0.9, 0.999, 1e-8);
    Map<Parameter, float[]> moments = new HashMap<>();
    parameters.all().forEach(p -> moments.put(p, new float[2 * p.values().length]));
    int training = rows * 4 / 5 / BATCH * BATCH;
    long step = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int at = 0; at < training; at += BATCH) {
        learn(network, at);
        Optimizer.Update update = adam.at(++step);
        for (Parameter p : parameters.all()) {
          float[] gradient = p.gradient(0);
          update.apply(p.values(), 0, moments.get(p), 0, gradient, 0, gradient.length);
          Arrays.fill(gradient, 0);
        }
      }
    }
    double sum = 0;
    int from = rows - rows / 5 / BATCH * BATCH;
    for (int at = from; at < rows; at += BATCH) {
      sum += error(network, at);
    }
    return sum / (2 * (rows - from));
  }

  private float[] block(int at) {
    return Arrays.copyOfRange(inputs, at * WIDTH, (at + BATCH) * WIDTH);
  }

  private void learn(Network network, int at) {
    float[] x = block(at);
    network.forward(x, BATCH, Phase.TRAINING);
    float[][] gradients = new float[2][BATCH];
    for (int task = 0; task < 2; task++) {
      for (int i = 0; i < BATCH; i++) {
        gradients[task][i] = 2 * (network.output(task)[i] - labels[task][at + i]) / BATCH;
      }
    }
    network.backward(x, gradients, BATCH, new float[BATCH * WIDTH]);
  }

  private double error(Network network, int at) {
    network.forward(block(at), BATCH, Phase.INFERENCE);
    double sum = 0;
    for (int task = 0; task < 2; task++) {
      for (int i = 0; i < BATCH; i++) {
        double difference = network.output(task)[i] - labels[task][at + i];
        sum += difference * difference;
      }
    }
    return sum;
  }
}
