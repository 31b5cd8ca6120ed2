package dev.tandem.training.rows;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.NegativeSampling;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.declaration.TrainingSet;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.DoubleColumn;
import java.util.List;

/** Holds the rates by which rows were sampled against those that are declared. */
public final class SampledNegatives {
  private SampledNegatives() {}

  /**
   * Refuses rows that were sampled otherwise than declared: what a model's provenance says of them
   * would be wrong, and predictions corrected by it.
   *
   * @throws InvalidDeclarationException if the rows were written by another declaration
   */
  public static void requireDeclared(StoredRows rows, TrainingSet declared) {
    boolean sampled = rows.fields().stream().anyMatch(f -> f.name().equals(EventColumns.RATE));
    double keep = declared.negatives().map(NegativeSampling::keep).orElse(1.0);
    if (sampled != declared.negatives().isPresent()) {
      throw changed(declared);
    }
    if (sampled) {
      rows.forEachChunk(
          List.of(EventColumns.RATE),
          chunk -> {
            if (!holdsOnly(keep, chunk.doubles(EventColumns.RATE))) {
              throw changed(declared);
            }
          });
    }
  }

  private static InvalidDeclarationException changed(TrainingSet declared) {
    return new InvalidDeclarationException(
        List.of(
            new Problem(
                "training_sets." + declared.name() + ".negatives",
                "changed since its newest snapshot was written; backfill it again")));
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
