package dev.tandem.infra.audit;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was found of one feature.
 *
 * @param rows how many rows each verdict was given to
 * @param examples the first rows that are not equal
 */
public record FeatureAudit(String feature, Map<Verdict, Long> rows, List<Example> examples) {
  public FeatureAudit {
    Map<Verdict, Long> all = new EnumMap<>(Verdict.class);
    Stream.of(Verdict.values()).forEach(verdict -> all.put(verdict, 0L));
    all.putAll(rows);
    rows = Collections.unmodifiableMap(all);
    examples = List.copyOf(examples);
  }

  /**
   * One row whose values differ.
   *
   * @param entity the entity keys in words
   * @param time the instant of the request in ISO 8601
   * @param served the served value, and its status if it is of a view
   * @param recomputed the same of the recomputed one
   */
  public record Example(
      Verdict verdict,
      String entity,
      String time,
      String requestId,
      String served,
      String recomputed) {
    @Override
    public String toString() {
      return "%s at %s for %s: served %s, recomputed %s (request %s)"
          .formatted(verdict.word(), time, entity, served, recomputed, requestId);
    }
  }

  /** The rows with a verdict. */
  public long rows(Verdict verdict) {
    return rows.get(verdict);
  }

  /** The rows in which training and serving disagree for no reason. */
  public long faults() {
    return Stream.of(Verdict.values()).filter(Verdict::isFault).mapToLong(rows::get).sum();
  }
}
