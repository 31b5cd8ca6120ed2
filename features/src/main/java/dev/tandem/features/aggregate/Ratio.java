package dev.tandem.features.aggregate;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.CountPrior;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import java.util.List;
import java.util.Optional;

/**
 * The number of events that satisfy {@code where} by the number of those that satisfy another
 * condition, each with its prior count, as float64; null if the denominator is 0.
 *
 * @param of the condition of the denominator's events
 */
public record Ratio(String of, CountPrior prior) implements ColumnAggregate {
  private static final int NUMERATOR = 0;
  private static final int DENOMINATOR = 1;

  @Override
  public List<ExactState> states() {
    return List.of(Tally.COUNT, Tally.COUNT);
  }

  @Override
  public Optional<String> condition(AggregateFeature feature, int state) {
    return state == DENOMINATOR ? Optional.of(of) : feature.where();
  }

  // Hot path: PointInTimeJoinBenchmark.
  @Override
  public void finish(WindowColumns windows, Column out) {
    DoubleColumn ratios = (DoubleColumn) out;
    long[] numerators = windows.numbers(NUMERATOR);
    long[] denominators = windows.numbers(DENOMINATOR);
    for (int i = 0; i < windows.size(); i++) {
      double denominator = denominators[i] + prior.denominator();
      if (denominator == 0) {
        ratios.setNull(windows.row(i));
      } else {
        ratios.set(windows.row(i), (numerators[i] + prior.numerator()) / denominator);
      }
    }
  }
}
