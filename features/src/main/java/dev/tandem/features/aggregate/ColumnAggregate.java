package dev.tandem.features.aggregate;

import dev.tandem.features.table.Column;

/**
 * An aggregate whose windows are finished many at a time, each from numbers or from values of
 * events. One window is finished by the same method, as a column of one.
 */
public sealed interface ColumnAggregate extends Aggregate
    permits Count,
        CountDistinct,
        First,
        Last,
        LastN,
        Max,
        Mean,
        Min,
        Ratio,
        StandardDeviation,
        Sum,
        TimeSinceLast,
        Variance {

  /** Writes the values of windows, each to its row. */
  void finish(WindowColumns windows, Column out);

  @Override
  default void finish(WindowState window, Column out, int row) {
    finish(window.asColumns(row), out);
  }
}
