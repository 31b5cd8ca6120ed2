package dev.tandem.pipelines.ledger;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a step that ended well.
 *
 * @param fingerprint a hash of everything that decided the result
 * @param output where the result lies
 * @param snapshot the snapshot there that holds it; empty text if it has none
 * @param counts numbers that the step reconciled, by name
 * @param summary one line for a person
 */
public record StepResult(
    Work work,
    String fingerprint,
    String output,
    String snapshot,
    Map<String, Long> counts,
    String summary) {
  public StepResult {
    counts = Collections.unmodifiableMap(new TreeMap<>(counts));
  }
}
