package dev.tandem.features.bundle;

import dev.tandem.features.declaration.NegativeSampling;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a bundled model comes from.
 *
 * @param trainingSet the name of the declared training set
 * @param trainingSetFingerprint identifies the snapshot of the training set that was read
 * @param seed of the initial weights and the shuffling
 * @param rows the size of each split
 * @param validationFromMillis the time of the first validation row; training rows are earlier or
 *     equal
 * @param testFromMillis the time of the first test row; validation rows are earlier or equal
 * @param epochs the epoch, counted from 1, whose weights these are
 * @param negatives which negative rows were left out by chance, so that predictions are too high
 * @param tuned the settings that a search has found, by their paths in the model's declaration;
 *     empty for a model trained as it is declared
 */
public record Provenance(
    String trainingSet,
    String trainingSetFingerprint,
    long seed,
    SplitRows rows,
    long validationFromMillis,
    long testFromMillis,
    int epochs,
    Optional<NegativeSampling> negatives,
    Map<String, String> tuned) {
  public Provenance {
    tuned = Collections.unmodifiableMap(new TreeMap<>(tuned));
  }

  /** The number of rows of each split. */
  public record SplitRows(int training, int validation, int test) {}
}
