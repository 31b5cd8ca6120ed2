package dev.tandem.training.embedding;

import dev.tandem.training.embedding.LookedUp.Padding;
import dev.tandem.training.optimizer.Optimizer;
import java.util.Arrays;
import java.util.List;

/**
 * The update of one share of a table's ids after each batch: those whose hash says so. The
 * gradients of an id are summed in one order, that of the inputs, rows and steps, however many
 * shares there are; so shares may be updated by as many threads without changing a bit. Not
 * thread-safe itself.
 */
public final class TableUpdate {
  private final EmbeddingTable table;
  private final List<LookedUp> inputs;
  private final int share;
  private final int shares;
  private final TouchedIds touched = new TouchedIds();
  private float[] sums = new float[0];

  /**
   * The update of one share of a table.
   *
   * @param inputs those that use the table
   * @param share in {@code [0, shares)}
   */
  public TableUpdate(EmbeddingTable table, List<LookedUp> inputs, int share, int shares) {
    this.table = table;
    this.inputs = List.copyOf(inputs);
    this.share = share;
    this.shares = shares;
  }

  /**
   * Updates the vectors that a batch touched, each once, with the sum of its gradients.
   *
   * @param penalty the factor of half the squared weights of touched vectors that is added to the
   *     loss
   */
  // Hot path: once per table and step.
  public void run(BatchGradients batch, float penalty, Optimizer.Update update) {
    for (int i = 0; i < inputs.size(); i++) {
      add(inputs.get(i), batch);
    }
    int dimension = table.dimension();
    for (int number = 0; number < touched.count(); number++) {
      table.update(touched.id(number), sums, number * dimension, penalty, update);
    }
    touched.clear();
  }

  private void add(LookedUp input, BatchGradients batch) {
    int[] ids = batch.ids();
    boolean padded = input.padding() == Padding.AT_THE_END;
    for (int row = 0; row < batch.rows(); row++) {
      int idsAt = batch.idsAt(row) + input.idAt();
      int gradientsAt = batch.gradientsAt(row) + input.gradientAt();
      for (int step = 0; step < input.steps(); step++) {
        int id = ids[idsAt + step];
        if (padded && id == 0) {
          break;
        }
        if (isMine(id)) {
          add(id, batch.gradients(), gradientsAt + step * input.gradientStep());
        }
      }
    }
  }

  private boolean isMine(int id) {
    long hash = ((id * 0x9E3779B9L) >>> 16) & 0xFFFF;
    return (hash * shares) >>> 16 == share;
  }

  private void add(int id, float[] gradients, int from) {
    int dimension = table.dimension();
    int before = touched.count();
    int at = touched.number(id) * dimension;
    if (touched.count() > before) {
      if (at + dimension > sums.length) {
        sums = Arrays.copyOf(sums, Math.max(at + dimension, 2 * sums.length));
      }
      System.arraycopy(gradients, from, sums, at, dimension);
    } else {
      for (int j = 0; j < dimension; j++) {
        sums[at + j] += gradients[from + j];
      }
    }
  }
}
