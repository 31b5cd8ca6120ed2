package dev.tandem.features.transform;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.transform.NumericTransform.Missing;
import dev.tandem.features.transform.NumericTransform.Scale;
import java.util.List;

/**
 * Adds up numbers for a {@link NumericTransform}; settings {@code log}, absent: false, and {@code
 * scale}, absent: standardise.
 */
final class NumericStatistics implements InputStatistics {
  private static final String NONE = "none";
  private static final String STANDARDISE = "standardise";
  private static final String QUANTILE = "quantile";

  private final Field feature;
  private final Scale scale;
  private final String scaling;
  private final Moments moments = new Moments();
  private Missing missing = Missing.UNFLAGGED;

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
    if (scaling.equals(NONE)) {
      return new NumericTransform(feature, scale, 0, 1, missing);
    }
    double mean = moments.mean();
    double deviation = moments.deviation();
    // A constant has no deviation to divide by; it becomes 0 everywhere.
    boolean constant = !(deviation > 1e-12 * Math.abs(mean));
    return new NumericTransform(feature, scale, mean, constant ? 1 : deviation, missing);
  }
}
