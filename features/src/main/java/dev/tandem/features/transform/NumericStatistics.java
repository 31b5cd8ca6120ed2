package dev.tandem.features.transform;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.transform.NumericTransform.Missing;
import dev.tandem.features.transform.NumericTransform.Scale;
import java.util.List;

/**
 * Gathers numbers for a {@link NumericTransform}; settings {@code log}, absent: false, and {@code
 * scale}, absent: standardise.
 */
final class NumericStatistics implements InputStatistics {
  private static final String NONE = "none";
  private static final String STANDARDISE = "standardise";
  private static final String QUANTILE = "quantile";

  private final Field feature;
  private final Scale scale;
  private final String scaling;
  private final Numbers numbers = new Numbers();

  private NumericStatistics(Field feature, Scale scale, String scaling) {
    this.feature = feature;
    this.scale = scale;
    this.scaling = scaling;
  }

  static InputStatistics of(Input input, Field feature) {
    boolean log = InputSettings.isSet(input, "log");
    String scaling =
        InputSettings.oneOf(input, "scale", STANDARDISE, List.of(NONE, STANDARDISE, QUANTILE));
    if (!scaling.equals(QUANTILE)) {
      return new NumericStatistics(feature, log ? Scale.LOG : Scale.LINEAR, scaling);
    }
    if (log) {
      throw InputSettings.invalid(
          input, "log", "found true, allowed: false, because a rank is the same with and without");
    }
    return new QuantileStatistics(feature);
  }

  @Override
  public void add(Column column, int[] rows) {
    numbers.add(column, rows);
  }

  @Override
  public NumericTransform fit() {
    Missing missing = numbers.nulls() > 0 ? Missing.FLAGGED : Missing.UNFLAGGED;
    if (scaling.equals(NONE)) {
      return new NumericTransform(feature, scale, 0, 1, missing);
    }
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
    // A constant has no deviation to divide by; it becomes 0 everywhere.
    boolean constant = !(deviation > 1e-12 * Math.abs(mean));
    return new NumericTransform(feature, scale, mean, constant ? 1 : deviation, missing);
  }
}
