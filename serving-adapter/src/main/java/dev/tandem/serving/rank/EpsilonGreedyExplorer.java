package dev.tandem.serving.rank;

import dev.tandem.features.table.Table;
import java.util.SplittableRandom;

/**
 * Fills each position with a row drawn evenly from the m that are left with probability epsilon,
 * and else with the best of them. So the best has the propensity {@code 1 - epsilon + epsilon / m},
 * each other {@code epsilon / m}.
 */
final class EpsilonGreedyExplorer implements Explorer {
  private final double epsilon;

  EpsilonGreedyExplorer(double epsilon) {
    this.epsilon = epsilon;
  }

  // Hot path: RankBenchmark.
  @Override
  public Order draw(double[] scores, Table features, int positions, SplittableRandom random) {
    // Before a position, fewer rows are gone than there are positions: the best that is left is
    // always one of these.
    int[] greedy = BestRows.of(scores, positions);
    RowsLeft left = RowsLeft.of(scores);
    Order order = new Order(positions);
    for (int best = 0; !order.isFull(); ) {
      if (left.count() == 0) {
        order.add(greedy[order.size()], 1); // only rows without a score are left
        continue;
      }
      while (!left.has(greedy[best])) {
        best++;
      }
      double even = epsilon / left.count();
      boolean explores = random.nextDouble() < epsilon;
      int row = explores ? left.row(random.nextInt(left.count())) : greedy[best];
      order.add(row, row == greedy[best] ? 1 - epsilon + even : even);
      left.remove(row);
    }
    return order;
  }
}
