package dev.tandem.training.rows;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.NegativeSampling;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.declaration.TrainingSet;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Table;
import java.util.List;
import java.util.Optional;

/** Holds the rates by which rows were sampled against those that are declared. */
public final class SampledNegatives {
  private SampledNegatives() {}

  /**
   * Refuses rows that were sampled otherwise than declared: what a model's provenance says of them
   * would be wrong, and predictions corrected by it.
   *
   * @throws InvalidDeclarationException if the rows were written by another declaration
   */
  public static void requireDeclared(Table rows, TrainingSet declared) {
    Optional<Column> rates = rows.find(EventColumns.RATE);
    double keep = declared.negatives().map(NegativeSampling::keep).orElse(1.0);
    boolean asDeclared =
        rates.isPresent() == declared.negatives().isPresent()
            && rates.map(column -> holdsOnly(keep, (DoubleColumn) column)).orElse(true);
    if (!asDeclared) {
      throw new InvalidDeclarationException(
          List.of(
              new Problem(
                  "training_sets." + declared.name() + ".negatives",
                  "changed since its newest snapshot was written; backfill it again")));
    }
  }

  private static boolean holdsOnly(double keep, DoubleColumn rates) {
    for (int row = 0; row < rates.size(); row++) {
      if (rates.value(row) != 1 && rates.value(row) != keep) {
        return false;
      }
    }
    return true;
  }
}
