package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import java.util.List;

/** The sum of the events' weights, as float64; 0 over no events. */
public record DecayedCount(DecayWeights weights) implements Aggregate {

  @Override
  public List<ExactState> states() {
    return List.of(new TileTallies(Tally.COUNT));
  }

  @Override
  public void finish(WindowState window, Column out, int row) {
    ((DoubleColumn) out).set(row, weights.sum(window.tiles(0)));
  }
}
