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
public record Ratio(String of, CountPrior prior) implements Aggregate {
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

  @Override
  public void finish(WindowState window, Column out, int row) {
    double denominator = window.number(DENOMINATOR) + prior.denominator();
    if (denominator == 0) {
      out.setNull(row);
    } else {
      ((DoubleColumn) out).set(row, (window.number(NUMERATOR) + prior.numerator()) / denominator);
    }
  }
}
