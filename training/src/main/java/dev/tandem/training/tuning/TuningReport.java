package dev.tandem.training.tuning;

import java.nio.file.Path;
import java.util.List;

/**
 * What a search has found.
 *
 * @param best the trial with the best score, the earlier of equals
 * @param results the furthest of each trial, the best first; those that went further stand before
 *     those that were given up, failed ones last
 * @param trained results that were computed now and not known from before
 * @param journal the file with all results
 */
public record TuningReport(Trial best, List<TrialResult> results, int trained, Path journal) {
  public TuningReport {
    results = List.copyOf(results);
  }

  /** The result of the best trial. */
  public TrialResult bestResult() {
    return results.get(0);
  }
}
