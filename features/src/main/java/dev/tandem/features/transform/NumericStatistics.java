package dev.tandem.features.transform;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.transform.NumericTransform.Missing;
import dev.tandem.features.transform.NumericTransform.Scale;

/** Adds up numbers for a {@link NumericTransform}; setting {@code log}, absent: false. */
final class NumericStatistics implements InputStatistics {
  private final Field feature;
  private final Scale scale;
  private final Moments moments = new Moments();
  private Missing missing = Missing.UNFLAGGED;

  private NumericStatistics(Field feature, Scale scale) {
    this.feature = feature;
    this.scale = scale;
  }

  static NumericStatistics of(Input input, Field feature) {
    InputSettings.requireKnown(input, "log");
    return new NumericStatistics(
        feature, InputSettings.isSet(input, "log") ? Scale.LOG : Scale.LINEAR);
  }

  @Override
  public void add(Column column, int[] rows) {
    for (int row : rows) {
      if (column.isNull(row)) {
        missing = Missing.FLAGGED;
      } else {
        moments.add(scale.of(Numbers.value(column, row)));
      }
    }
  }

  @Override
  public NumericTransform fit() {
    double mean = moments.mean();
    double deviation = moments.deviation();
    // A constant has no deviation to divide by; it becomes 0 everywhere.
    boolean constant = !(deviation > 1e-12 * Math.abs(mean));
    return new NumericTransform(feature, scale, mean, constant ? 1 : deviation, missing);
  }
}
