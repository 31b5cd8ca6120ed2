package dev.tandem.training.input;

import dev.tandem.features.transform.EmbeddedTransform;
import dev.tandem.features.transform.InputProgram;
import dev.tandem.features.transform.ListTransform;
import dev.tandem.features.transform.SequenceEncoder;
import dev.tandem.features.transform.SequenceEncoder.Flat;
import dev.tandem.features.transform.SequenceEncoder.Gru;
import dev.tandem.features.transform.SequenceEncoder.Lstm;
import dev.tandem.features.transform.SequenceEncoder.TargetAttention;
import dev.tandem.features.transform.SequenceEncoder.Weights;
import dev.tandem.features.transform.SequenceTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The input layer again, row by row in double precision and straight from the formulas. */
final class ReferenceInputs {
  /** Tables and weights by name, each row-major. */
  final Map<String, double[]> weights = new HashMap<>();

  private final InputProgram program;
  private int number;
  private SequenceTransform sequence;

  ReferenceInputs(InputProgram program) {
    this.program = program;
  }

  /** The embedded columns of a row's vector. */
  double[] vector(int[] ids, int row) {
    List<double[]> parts = new ArrayList<>();
    int at = row * program.idWidth();
    for (number = 0; number < program.embedded().size(); number++) {
      EmbeddedTransform transform = program.embedded().get(number);
      List<double[]> steps = new ArrayList<>();
      for (int i = 0; i < transform.idWidth(); i++) {
        boolean present = ids[at + i] != 0;
        if (present || transform.idWidth() == 1) {
          steps.add(embedding(transform, ids[at + i]));
        }
      }
      parts.add(part(transform, steps, ids, row));
      at += transform.idWidth();
    }
    return concatenate(parts);
  }

  private double[] part(EmbeddedTransform transform, List<double[]> steps, int[] ids, int row) {
    if (transform instanceof ListTransform list) {
      return pooled(list, steps);
    } else if (transform instanceof SequenceTransform encoded) {
      sequence = encoded;
      SequenceEncoder encoder = encoded.encoder();
      if (encoder instanceof TargetAttention din) {
        return attended(din, steps, target(ids, row));
      }
      List<double[]> oldestFirst = new ArrayList<>(steps);
      java.util.Collections.reverse(oldestFirst);
      return encoder instanceof Gru gru
          ? gru(gru.units(), oldestFirst)
          : encoder instanceof Lstm lstm ? lstm(lstm.units(), oldestFirst) : flat(steps);
    }
    return steps.get(0);
  }

  private double[] embedding(EmbeddedTransform transform, int id) {
    EmbeddedTransform owner = program.owner(transform);
    String name = "embedding." + program.embedded().indexOf(owner) + "." + owner.feature().name();
    int width = transform.dimension();
    return Arrays.copyOfRange(weights.get(name), id * width, (id + 1) * width);
  }

  private double[] target(int[] ids, int row) {
    int at = row * program.idWidth();
    for (EmbeddedTransform transform : program.embedded()) {
      if (transform.feature().name().equals(sequence.target())) {
        return embedding(transform, ids[at]);
      }
      at += transform.idWidth();
    }
    throw new IllegalStateException("no target");
  }

  private static double[] pooled(ListTransform list, List<double[]> steps) {
    double[] out = new double[list.dimension()];
    for (int j = 0; j < out.length && !steps.isEmpty(); j++) {
      int place = j;
      double[] column = steps.stream().mapToDouble(step -> step[place]).toArray();
      out[j] =
          switch (list.pooling()) {
            case SUM -> Arrays.stream(column).sum();
            case MEAN -> Arrays.stream(column).average().orElseThrow();
            case MAX -> Arrays.stream(column).max().orElseThrow();
          };
    }
    return out;
  }

  private double[] attended(TargetAttention din, List<double[]> steps, double[] target) {
    double[] scores = new double[steps.size()];
    for (int i = 0; i < scores.length; i++) {
      double[] e = steps.get(i);
      double[] difference = new double[e.length];
      double[] product = new double[e.length];
      for (int j = 0; j < e.length; j++) {
        difference[j] = target[j] - e[j];
        product[j] = target[j] * e[j];
      }
      double[] value = concatenate(List.of(e, target, difference, product));
      for (int layer = 0; layer < din.units().size(); layer++) {
        value = linear("." + layer, value);
        Arrays.setAll(value, rectified(value));
      }
      scores[i] = linear(".score", value)[0];
    }
    if (din.weights() == Weights.SOFTMAX) {
      double sum = Arrays.stream(scores).map(Math::exp).sum();
      scores = Arrays.stream(scores).map(s -> Math.exp(s) / sum).toArray();
    }
    double[] out = new double[target.length];
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < out.length; j++) {
        out[j] += scores[i] * steps.get(i)[j];
      }
    }
    return out;
  }

  private static java.util.function.IntToDoubleFunction rectified(double[] values) {
    return j -> Math.max(0, values[j]);
  }

  private double[] gru(int units, List<double[]> steps) {
    double[] h = new double[units];
    for (double[] x : steps) {
      double[] read = linear("", x);
      double[] recalled = product(".state_weight", h);
      double[] next = new double[units];
      for (int j = 0; j < units; j++) {
        double z = sigmoid(read[j] + recalled[j]);
        double r = sigmoid(read[units + j] + recalled[units + j]);
        double old = recalled[2 * units + j] + weights.get(name() + ".state_bias")[j];
        next[j] = (1 - z) * Math.tanh(read[2 * units + j] + r * old) + z * h[j];
      }
      h = next;
    }
    return h;
  }

  private double[] lstm(int units, List<double[]> steps) {
    double[] h = new double[units];
    double[] c = new double[units];
    for (double[] x : steps) {
      double[] gates = linear("", x);
      double[] recalled = product(".state_weight", h);
      for (int j = 0; j < units; j++) {
        double i = sigmoid(gates[j] + recalled[j]);
        double o = sigmoid(gates[units + j] + recalled[units + j]);
        double f = sigmoid(gates[2 * units + j] + recalled[2 * units + j]);
        c[j] = f * c[j] + i * Math.tanh(gates[3 * units + j] + recalled[3 * units + j]);
        h[j] = o * Math.tanh(c[j]);
      }
    }
    return h;
  }

  private double[] flat(List<double[]> steps) {
    if (!(sequence.encoder() instanceof Flat)) {
      throw new IllegalStateException("no reference of " + sequence.encoder());
    }
    int width = sequence.dimension() + 1;
    double[] out = new double[sequence.length() * width];
    for (int i = 0; i < steps.size(); i++) {
      System.arraycopy(steps.get(i), 0, out, i * width, width - 1);
      out[(i + 1) * width - 1] = 1;
    }
    return out;
  }

  private String name() {
    return "sequence." + number + "." + sequence.feature().name();
  }

  private double[] linear(String layer, double[] x) {
    double[] y = product(layer + ".weight", x);
    double[] b = weights.get(name() + layer + ".bias");
    for (int j = 0; j < y.length; j++) {
      y[j] += b[j];
    }
    return y;
  }

  private double[] product(String matrix, double[] x) {
    double[] w = weights.get(name() + matrix);
    double[] y = new double[w.length / x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        y[j] += x[i] * w[i * y.length + j];
      }
    }
    return y;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double[] concatenate(List<double[]> parts) {
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }
}
