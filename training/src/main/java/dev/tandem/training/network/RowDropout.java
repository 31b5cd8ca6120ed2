package dev.tandem.training.network;

import java.util.Arrays;

/**
 * Chooses, anew for each training pass, a share of rows in which a part of a network is missing.
 */
public final class RowDropout {
  private final Dropout dropout;
  private final float[] kept;

  /**
   * A choice of its own.
   *
   * @param name tells the choices of a network apart
   * @param share of the rows that is left out, in [0, 1)
   */
  public RowDropout(LayerContext context, String name, double share) {
    this.dropout = context.dropout(name, share, context.maxRows());
    this.kept = context.activations(1);
  }

  /** Chooses among the first rows. */
  public void forward(int rows) {
    Arrays.fill(kept, 0, rows, 1);
    dropout.forward(kept, rows);
  }

  /** Whether the part is there in a row. */
  public boolean keeps(int row) {
    return kept[row] > 0;
  }
}
