package dev.tandem.features.transform;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.transform.NumericTransform.Missing;
import dev.tandem.features.transform.VectorTransform.Norm;

/**
 * Looks at the lengths of lists for a {@link VectorTransform}; settings {@code dimension}, absent:
 * the length of the lists, and {@code normalise}, absent: false.
 */
final class VectorStatistics implements InputStatistics {
  private final Input input;
  private final Field feature;
  private final Norm norm;
  private int dimension;
  private Missing missing = Missing.UNFLAGGED;

  private VectorStatistics(Input input, Field feature, Norm norm, int dimension) {
    this.input = input;
    this.feature = feature;
    this.norm = norm;
    this.dimension = dimension;
  }

  static VectorStatistics of(Input input, Field feature) {
    boolean declared = input.options().values().containsKey("dimension");
    return new VectorStatistics(
        input,
        feature,
        InputSettings.isSet(input, "normalise") ? Norm.UNIT : Norm.KEPT,
        declared ? InputSettings.dimension(input) : 0);
  }

  /**
   * Adds rows.
   *
   * @throws InvalidDeclarationException if a list is not as long as declared, or as the others
   */
  @Override
  public void add(Column column, int[] rows) {
    ListColumn lists = (ListColumn) column;
    for (int row : rows) {
      if (lists.isNull(row)) {
        missing = Missing.FLAGGED;
        continue;
      }
      int found = lists.length(row);
      dimension = dimension == 0 ? found : dimension;
      if (found != dimension || found == 0) {
        String allowed = dimension == 0 ? "at least one" : String.valueOf(dimension);
        throw InputSettings.invalid(
            input, "dimension", "found a vector of " + found + " numbers, allowed: " + allowed);
      }
    }
  }

  @Override
  public VectorTransform fit() {
    if (dimension == 0) {
      throw InputSettings.invalid(
          input, "dimension", "no training row has a vector, allowed: the length of its vectors");
    }
    return new VectorTransform(feature, dimension, norm, missing);
  }
}
