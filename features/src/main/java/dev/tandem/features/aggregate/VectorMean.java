package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import java.util.List;

/**
 * The mean of vectors, component by component and weighted by their events' weights; null over no
 * events, or where they are so old that all weights are 0.
 *
 * @param scale the decimal places kept of each component
 */
public record VectorMean(VectorSums sums, DecayWeights weights, int scale) implements Aggregate {

  @Override
  public List<ExactState> states() {
    return List.of(sums);
  }

  @Override
  public void finish(WindowState window, Column out, int row) {
    double[] weighted = window.vectors(sums.dimension()).weighted(weights);
    double weight = weighted[0];
    if (weight == 0) {
      out.setNull(row);
      return;
    }
    ListColumn lists = (ListColumn) out;
    int first = lists.set(row, sums.dimension());
    DoubleColumn components = (DoubleColumn) lists.elements();
    for (int i = 0; i < sums.dimension(); i++) {
      components.set(first + i, FixedPoint.mean(weighted[i + 1], weight, scale));
    }
  }
}
