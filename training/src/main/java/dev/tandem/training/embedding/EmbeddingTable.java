package dev.tandem.training.embedding;

import dev.tandem.training.optimizer.Optimizer;
import java.util.Arrays;
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
   * @param penalty the factor of half the squared weights of touched rows that is added to the loss
   */
  // Hot path: once per embedded input and step.
  public void update(BatchGradients batch, float penalty, Optimizer.Update update) {
    int count = accumulate(batch);
    for (int slot = 0; slot < count; slot++) {
      int row = touched[slot] * stride;
      int gradient = slot * dimension;
      for (int j = 0; penalty > 0 && j < dimension; j++) {
        gradients[gradient + j] += penalty * rows[row + j];
      }
      update.apply(rows, row, rows, row + dimension, gradients, gradient, dimension);
      slotOf[touched[slot]] = -1;
    }
  }

  /** Sums the gradients of each distinct id; returns how many there are. */
  private int accumulate(BatchGradients batch) {
    if (touched.length < batch.rows()) {
      touched = new int[batch.rows()];
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
