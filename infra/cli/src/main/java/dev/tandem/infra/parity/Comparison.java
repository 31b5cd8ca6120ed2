package dev.tandem.infra.parity;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.FeatureStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far several answers about one spine agree: every value by its bits, every status.
 *
 * @param rows how many rows were compared
 * @param features how many features of each row
 * @param mismatches how many values, or their statuses, are not the same in all answers
 * @param byFeature the mismatches of each feature that has any
 * @param examples the first mismatches in words: the feature, the entity, the instant and what each
 *     answer says
 */
public record Comparison(
    int rows, int features, long mismatches, Map<String, Long> byFeature, List<String> examples) {
  private static final int EXAMPLES = 10;

  public Comparison {
    byFeature = java.util.Collections.unmodifiableMap(new TreeMap<>(byFeature));
    examples = List.copyOf(examples);
  }

  /**
   * Compares answers.
   *
   * @param spine {@link EventColumns#TIME} and the keys of each row
   * @param keys what identifies an entity, for messages
   * @param answers at least two, each about all rows of the spine in its order and of the same
   *     features
   * @throws IllegalArgumentException if they are not about the same rows and features
   */
  public static Comparison of(Table spine, List<Field> keys, List<Answers> answers) {
    Answers first = answers.get(0);
    for (Answers other : answers) {
      if (other.rows() != spine.rows() || !other.features().equals(first.features())) {
        throw new IllegalArgumentException(
            "%s has %s rows of %s, the spine %s rows, %s %s"
                .formatted(
                    other.path(),
                    other.rows(),
                    other.features(),
                    spine.rows(),
                    first.path(),
                    first.features()));
      }
    }
    Map<String, Long> byFeature = new TreeMap<>();
    List<String> examples = new ArrayList<>();
    for (Field feature : first.features()) {
      for (int row = 0; row < spine.rows(); row++) {
        if (!agree(answers, feature.name(), row)) {
          byFeature.merge(feature.name(), 1L, Long::sum);
          if (examples.size() < EXAMPLES) {
            examples.add(example(spine, keys, answers, feature.name(), row));
          }
        }
      }
    }
    return new Comparison(
        spine.rows(),
        first.features().size(),
        byFeature.values().stream().mapToLong(Long::longValue).sum(),
        byFeature,
        examples);
  }

  private static boolean agree(List<Answers> answers, String feature, int row) {
    for (int i = 0; i < answers.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (!agree(answers.get(i), answers.get(j), feature, row)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean agree(Answers one, Answers other, String feature, int row) {
    if (!BitEquality.same(one.values(feature), row, other.values(feature), row)) {
      return false;
    }
    Optional<FeatureStatus> status = one.status(feature, row);
    Optional<FeatureStatus> otherStatus = other.status(feature, row);
    return one.detail() == other.detail()
        ? status.equals(otherStatus)
        : status.map(Comparison::ofView).equals(otherStatus.map(Comparison::ofView));
  }

  private static FeatureStatus ofView(FeatureStatus status) {
    return switch (status) {
      case PRESENT, DEFAULTED, NULL -> FeatureStatus.PRESENT;
      case MISSING, EXPIRED, AHEAD, UNAVAILABLE, UNREADABLE -> status;
    };
  }

  private static String example(
      Table spine, List<Field> keys, List<Answers> answers, String feature, int row) {
    return feature
        + " at "
        + Instant.ofEpochMilli(spine.longs(EventColumns.TIME).value(row))
        + " for "
        + keys.stream()
            .map(key -> key.name() + " " + BitEquality.text(spine.column(key.name()), row))
            .collect(Collectors.joining(", "))
        + ": "
        + answers.stream()
            .map(answer -> answer.path() + " " + text(answer, feature, row))
            .collect(Collectors.joining("; "));
  }

  private static String text(Answers answer, String feature, int row) {
    return BitEquality.text(answer.values(feature), row)
        + answer.status(feature, row).map(status -> " (" + status + ")").orElse("");
  }
}
