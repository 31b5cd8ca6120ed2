package dev.tandem.features.transform;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.transform.NumericTransform.Missing;
import dev.tandem.features.transform.NumericTransform.Scale;

/** Gathers numbers for a {@link NumericTransform}; setting {@code log}, absent: false. */
final class NumericStatistics implements InputStatistics {
  private final Field feature;
  private final Scale scale;
  private final Numbers numbers = new Numbers();

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
    numbers.add(column, rows);
  }

  @Override
  public NumericTransform fit() {
    double[] sorted = numbers.sorted();
    double sum = 0;
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = scale.of(sorted[i]);
      sum += sorted[i];
    }
    double mean = sorted.length == 0 ? 0 : sum / sorted.length;
    double squares = 0;
    for (double x : sorted) {
      squares += (x - mean) * (x - mean);
    }
    double deviation = sorted.length == 0 ? 0 : Math.sqrt(squares / sorted.length);
    Missing missing = numbers.nulls() > 0 ? Missing.FLAGGED : Missing.UNFLAGGED;
    // A constant has no deviation to divide by; it becomes 0 everywhere.
    boolean constant = !(deviation > 1e-12 * Math.abs(mean));
    return new NumericTransform(feature, scale, mean, constant ? 1 : deviation, missing);
  }
}
