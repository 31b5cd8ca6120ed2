package dev.tandem.infra.parity;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.FeatureStatus;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one way of computing says about the rows of a spine: the value of every feature and, for the
 * features of views, how it came about.
 *
 * <p>Immutable as long as nobody writes to the columns handed over.
 */
public final class Answers {
  private final String path;
  private final Detail detail;
  private final Table values;
  private final Map<String, FeatureStatus[]> statuses;

  /** What the statuses tell. */
  public enum Detail {
    /** Whether the view is present, missing or expired; the same for all of its features. */
    VIEW,
    /** That, and for a feature of a view that is present whether it has a value of its own. */
    FEATURE
  }

  private Answers(String path, Detail detail, Table values, Map<String, FeatureStatus[]> statuses) {
    this.path = path;
    this.detail = detail;
    this.values = values;
    this.statuses = statuses;
  }

  /**
   * Answers with a status for each feature.
   *
   * @param path the way they were computed, in one word, for messages
   * @param values a column for each feature
   * @param statuses by feature, a status for each row; features of no view are left out
   */
  public static Answers of(String path, Table values, Map<String, FeatureStatus[]> statuses) {
    return new Answers(path, Detail.FEATURE, values, new HashMap<>(statuses));
  }

  /**
   * The answers of a training set or a join, which has a status for each view.
   *
   * @param features the features of the service
   * @param joined a row for each row of the spine, in its order
   */
  public static Answers offline(String path, List<Field> features, Table joined) {
    Map<String, FeatureStatus[]> statuses = new HashMap<>();
    for (Field feature : features) {
      viewOf(feature.name())
          .ifPresent(view -> statuses.put(feature.name(), statuses(joined, view + ".__status")));
    }
    return new Answers(
        path, Detail.VIEW, joined.project(features.stream().map(Field::name).toList()), statuses);
  }

  private static FeatureStatus[] statuses(Table joined, String column) {
    LongColumn codes = joined.longs(column);
    FeatureStatus[] statuses = new FeatureStatus[joined.rows()];
    for (int row = 0; row < statuses.length; row++) {
      statuses[row] = FeatureStatus.ofCode(codes.value(row));
    }
    return statuses;
  }

  /** The view that a feature is qualified with; empty for keys, request fields and expressions. */
  static Optional<String> viewOf(String feature) {
    int dot = feature.indexOf('.');
    return dot < 0 ? Optional.empty() : Optional.of(feature.substring(0, dot));
  }

  /** The way they were computed, in one word. */
  public String path() {
    return path;
  }

  /** What the statuses tell. */
  public Detail detail() {
    return detail;
  }

  /** The number of rows. */
  public int rows() {
    return values.rows();
  }

  /** The features. */
  public List<Field> features() {
    return values.fields();
  }

  /** The values of a feature. */
  public Column values(String feature) {
    return values.column(feature);
  }

  /** How a feature's value came about; empty if the feature is of no view. */
  public Optional<FeatureStatus> status(String feature, int row) {
    return Optional.ofNullable(statuses.get(feature)).map(ofRow -> ofRow[row]);
  }

  /** The same answers about the rows of several spines, one below the other. */
  public static Answers concat(List<Answers> parts) {
    Answers first = parts.get(0);
    Map<String, FeatureStatus[]> statuses = new HashMap<>();
    for (String feature : first.statuses.keySet()) {
      statuses.put(
          feature,
          parts.stream()
              .flatMap(part -> Arrays.stream(part.statuses.get(feature)))
              .toArray(FeatureStatus[]::new));
    }
    return new Answers(
        first.path,
        first.detail,
        Table.concat(parts.stream().map(part -> part.values).toList()),
        statuses);
  }
}
