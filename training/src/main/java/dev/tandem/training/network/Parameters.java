package dev.tandem.training.network;

import dev.tandem.training.optimizer.WeightKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

/**
 * The weights of a network by name. The first request for a name makes and initialises it, later
 * ones return the same, so that each shard's replica shares the weights.
 *
 * <p>The initial values of a weight depend on the seed and its name alone: no two weights start
 * equal, and adding one leaves the others as they were.
 */
public final class Parameters {
  private final long seed;
  private final int shards;
  private final Map<String, Parameter> byName = new LinkedHashMap<>();

  /** An empty set of weights for a number of row shards. */
  public Parameters(long seed, int shards) {
    this.seed = seed;
    this.shards = shards;
  }

  /** All weights, in the order of their first request. */
  public List<Parameter> all() {
    return new ArrayList<>(byName.values());
  }

  /**
   * A weight matrix, initialised uniformly in ±sqrt(6 / (inputs + outputs)) (Glorot and Bengio).
   */
  Parameter matrix(String name, int inputs, int outputs, OptionalInt task) {
    Parameter known = byName.get(name);
    if (known != null) {
      return sameShape(known, inputs, outputs);
    }
    Parameter made = put(name, inputs, outputs, WeightKind.MATRIX, task);
    Random random = random(name);
    double limit = Math.sqrt(6.0 / (inputs + outputs));
    for (int i = 0; i < made.values().length; i++) {
      made.values()[i] = (float) ((2 * random.nextDouble() - 1) * limit);
    }
    return made;
  }

  /** A bias vector, initialised to 0. */
  Parameter bias(String name, int outputs, OptionalInt task) {
    Parameter known = byName.get(name);
    return known != null
        ? sameShape(known, 1, outputs)
        : put(name, 1, outputs, WeightKind.BIAS, task);
  }

  /** Weights with given initial values, row-major. */
  Parameter initialised(String name, int rows, int columns, float[] initial, OptionalInt task) {
    Parameter known = byName.get(name);
    if (known != null) {
      return sameShape(known, rows, columns);
    }
    Parameter made = put(name, rows, columns, WeightKind.MATRIX, task);
    System.arraycopy(initial, 0, made.values(), 0, rows * columns);
    return made;
  }

  private Parameter put(String name, int rows, int columns, WeightKind kind, OptionalInt task) {
    Parameter parameter = new Parameter(name, rows, columns, shards, kind, task);
    byName.put(name, parameter);
    return parameter;
  }

  private static Parameter sameShape(Parameter known, int rows, int columns) {
    if (known.rows() != rows || known.columns() != columns) {
      throw new IllegalArgumentException(
          "weight '%s' is %d x %d, asked for as %d x %d"
              .formatted(known.name(), known.rows(), known.columns(), rows, columns));
    }
    return known;
  }

  private Random random(String name) {
    return new Random(seed * 0x9E3779B97F4A7C15L + name.hashCode());
  }
}
