package dev.tandem.training.embedding;

import dev.tandem.training.optimizer.Optimizer;
import java.util.SplittableRandom;

/**
 * One vector for each id of an embedded input, with the optimizer's moments right behind it: a row
 * is {@code [weights | moment 1 | moment 2 ...]}. Rows stand in pages, so that a table may have
 * more numbers than an array.
 *
 * <p>The vectors of ids outside the known ones, such as null and unknown, begin at zero: what
 * training never saw adds nothing. The others begin normal with deviation 0.05. Many threads may
 * look up at once, and many may update different ids, but nobody looks up while an id is updated.
 */
public final class EmbeddingTable {
  private static final double INITIAL_DEVIATION = 0.05;
  private static final int PAGE_NUMBERS = 1 << 22;

  private final TableShape shape;
  private final int dimension;
  private final int stride;
  private final int pageShift;
  private final int pageMask;
  private final float[][] pages;

  /** A table with initial weights that depend on the seed and the name. */
  public EmbeddingTable(TableShape shape, int moments, long seed) {
    this(shape, moments, seed, PAGE_NUMBERS);
  }

  EmbeddingTable(TableShape shape, int moments, long seed, int pageNumbers) {
    this.shape = shape;
    this.dimension = shape.dimension();
    this.stride = Math.multiplyExact(dimension, 1 + moments);
    int pageRows = Integer.highestOneBit(Math.max(1, pageNumbers / stride));
    this.pageShift = Integer.numberOfTrailingZeros(pageRows);
    this.pageMask = pageRows - 1;
    this.pages = new float[(int) (((long) shape.entries() + pageMask) >>> pageShift)][];
    for (int page = 0; page < pages.length; page++) {
      int rows = Math.min(pageRows, shape.entries() - (page << pageShift));
      pages[page] = new float[rows * stride];
    }
    initialise(new SplittableRandom(seed * 0x9E3779B97F4A7C15L + shape.name().hashCode()));
  }

  private void initialise(SplittableRandom random) {
    for (int id = shape.knownFrom(); id < shape.knownTo(); id++) {
      float[] page = page(id);
      int at = at(id);
      for (int j = 0; j < dimension; j++) {
        page[at + j] = (float) (INITIAL_DEVIATION * random.nextGaussian());
      }
    }
  }

  /** The name in bundles and exported graphs. */
  public String name() {
    return shape.name();
  }

  /** The number of ids. */
  public int entries() {
    return shape.entries();
  }

  /** The width of a vector. */
  public int dimension() {
    return dimension;
  }

  /** A copy of the weights, entries x dimension. */
  public float[] weights() {
    float[] weights = new float[shape.entries() * dimension];
    for (int id = 0; id < shape.entries(); id++) {
      System.arraycopy(page(id), at(id), weights, id * dimension, dimension);
    }
    return weights;
  }

  /** Replaces the weights, entries x dimension; the moments stay. */
  public void restore(float[] weights) {
    for (int id = 0; id < shape.entries(); id++) {
      System.arraycopy(weights, id * dimension, page(id), at(id), dimension);
    }
  }

  /** The array that holds the vector of an id, at {@link #at}. Not to be written to. */
  public float[] page(int id) {
    return pages[id >>> pageShift];
  }

  /** Where the vector of an id begins in its {@link #page}. */
  public int at(int id) {
    return (id & pageMask) * stride;
  }

  /** Copies the vector of an id to {@code into[at, at + dimension)}. */
  // Hot path: once per row and embedded input.
  public void lookUp(int id, float[] into, int at) {
    float[] page = page(id);
    int from = at(id);
    for (int j = 0; j < dimension; j++) {
      into[at + j] = page[from + j];
    }
  }

  /**
   * Updates the vector of one id.
   *
   * @param gradients of its vector, in {@code [at, at + dimension)}; overwritten
   * @param penalty the factor of half its squared weights that is added to the loss
   */
  // Hot path: once per touched id and step.
  void update(int id, float[] gradients, int at, float penalty, Optimizer.Update update) {
    float[] page = page(id);
    int row = at(id);
    for (int j = 0; penalty > 0 && j < dimension; j++) {
      gradients[at + j] += penalty * page[row + j];
    }
    update.apply(page, row, page, row + dimension, gradients, at, dimension);
  }
}
