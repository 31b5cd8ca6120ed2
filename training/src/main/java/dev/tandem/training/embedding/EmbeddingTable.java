package dev.tandem.training.embedding;

import dev.tandem.features.bundle.Tensor;
import dev.tandem.training.optimizer.Optimizer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * One vector for each id of an embedded input, with the optimizer's moments right behind it: a row
 * is {@code [weights | moment 1 | moment 2 ...]}.
 *
 * <p>Ids 0 and 1, null and unknown, begin at zero: what training never saw adds nothing. The others
 * begin normal with deviation 0.05. Many threads may look up at once; {@link #update} has one
 * caller at a time and nobody looking up.
 */
public final class EmbeddingTable {
  private static final double INITIAL_DEVIATION = 0.05;
  private static final int FIRST_KNOWN_ID = 2;

  private final String name;
  private final int entries;
  private final int dimension;
  private final int stride;
  private final float[] rows;
  private final int[] slotOf;
  private int[] touched = new int[0];
  private float[] gradients = new float[0];
  private float[][] sums = new float[0][];

  /**
   * A table with initial weights that depend on the seed and the name.
   *
   * @throws IllegalArgumentException if it has more than 2^31 - 1 numbers, moments included
   */
  public EmbeddingTable(String name, int entries, int dimension, int moments, long seed) {
    this.name = name;
    this.entries = entries;
    this.dimension = dimension;
    this.stride = dimension * (1 + moments);
    if ((long) entries * stride > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "the embedding '%s' of %d entries x %d is too large: raise min_count or lower dimension"
              .formatted(name, entries, dimension));
    }
    this.rows = new float[entries * stride];
    this.slotOf = new int[entries];
    Arrays.fill(slotOf, -1);
    Random random = new Random(seed * 0x9E3779B97F4A7C15L + name.hashCode());
    for (int id = FIRST_KNOWN_ID; id < entries; id++) {
      for (int j = 0; j < dimension; j++) {
        rows[id * stride + j] = (float) (INITIAL_DEVIATION * random.nextGaussian());
      }
    }
  }

  /** The name in bundles and exported graphs. */
  public String name() {
    return name;
  }

  /** The number of ids. */
  public int entries() {
    return entries;
  }

  /** The width of a vector. */
  public int dimension() {
    return dimension;
  }

  /** A copy of the weights, entries x dimension. */
  public float[] weights() {
    float[] weights = new float[entries * dimension];
    for (int id = 0; id < entries; id++) {
      System.arraycopy(rows, id * stride, weights, id * dimension, dimension);
    }
    return weights;
  }

  /** The rows with their moments, entries x (dimension x (1 + moments)); the table's own. */
  public Tensor state() {
    return Tensor.of(name, List.of(entries, stride), rows);
  }

  /** Replaces the weights, entries x dimension; the moments stay. */
  public void restore(float[] weights) {
    for (int id = 0; id < entries; id++) {
      System.arraycopy(weights, id * dimension, rows, id * stride, dimension);
    }
  }

  /** Copies the vector of an id to {@code into[at, at + dimension)}. */
  // Hot path: once per row and embedded input.
  public void lookUp(int id, float[] into, int at) {
    int from = id * stride;
    for (int j = 0; j < dimension; j++) {
      into[at + j] = rows[from + j];
    }
  }

  /**
   * Updates the rows that a batch touched, each once, with the sum of its gradients in the order of
   * the batch.
   *
   * @param batch the ids and the gradients of their vectors
   * @param firstMoment the number of the first of the moments that the update is for
   * @param penalty the factor of half the squared weights of touched rows that is added to the loss
   */
  // Hot path: once per embedded input and step.
  public void update(
      BatchGradients batch, int firstMoment, float penalty, Optimizer.Update update) {
    int count = accumulate(batch);
    int moments = dimension * (1 + firstMoment);
    for (int slot = 0; slot < count; slot++) {
      int row = touched[slot] * stride;
      int gradient = slot * dimension;
      for (int j = 0; penalty > 0 && j < dimension; j++) {
        gradients[gradient + j] += penalty * rows[row + j];
      }
      update.apply(rows, row, rows, row + moments, gradients, gradient, dimension);
      slotOf[touched[slot]] = -1;
    }
  }

  /** The sum of the gradients of each distinct id of a batch, in the order of their occurrence. */
  public float[] sums(BatchGradients batch) {
    int count = accumulate(batch);
    forget(count);
    return Arrays.copyOf(gradients, count * dimension);
  }

  /** The sum of the squares of the {@link #sums} of a batch. */
  // Hot path: once per embedded input and step that is clipped.
  public double squares(BatchGradients batch) {
    int count = accumulate(batch);
    forget(count);
    return ScalarProduct.of(gradients, gradients, count * dimension);
  }

  /**
   * Computes the scalar products of several gradients of one batch, each with the sum of its
   * gradients for each distinct id.
   *
   * @param products gradients x gradients
   */
  // Hot path: once per embedded input and step whose gradients are looked at.
  public void products(List<BatchGradients> batches, double[] products) {
    if (sums.length < batches.size()) {
      sums = new float[batches.size()][0];
    }
    int count = 0;
    for (int i = 0; i < batches.size(); i++) {
      count = accumulate(batches.get(i));
      forget(count);
      // What was summed and what is free change places.
      float[] free = sums[i];
      sums[i] = gradients;
      gradients = free;
    }
    for (int i = 0; i < batches.size(); i++) {
      for (int j = 0; j <= i; j++) {
        double product = ScalarProduct.of(sums[i], sums[j], count * dimension);
        products[i * batches.size() + j] = product;
        products[j * batches.size() + i] = product;
      }
    }
  }

  private void forget(int count) {
    for (int slot = 0; slot < count; slot++) {
      slotOf[touched[slot]] = -1;
    }
  }

  /** Sums the gradients of each distinct id; returns how many there are. */
  private int accumulate(BatchGradients batch) {
    if (touched.length < batch.rows()) {
      touched = new int[batch.rows()];
    }
    if (gradients.length < batch.rows() * dimension) {
      gradients = new float[batch.rows() * dimension];
    }
    int count = 0;
    for (int row = 0; row < batch.rows(); row++) {
      int id = batch.id(row);
      int slot = slotOf[id];
      if (slot < 0) {
        slot = count++;
        slotOf[id] = slot;
        touched[slot] = id;
        batch.copy(row, dimension, gradients, slot * dimension);
      } else {
        batch.add(row, dimension, gradients, slot * dimension);
      }
    }
    return count;
  }
}
