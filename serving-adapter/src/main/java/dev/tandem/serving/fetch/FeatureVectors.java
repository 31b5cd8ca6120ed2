package dev.tandem.serving.fetch;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.FeatureStatus;
import java.util.List;

/**
 * The features of a request's rows: values in the service's layout, and for each how it came by its
 * value.
 *
 * <p>A value that several rows share, as candidates share what is known of their user, is kept
 * once: a row's value of a feature stands at {@link #place} of {@link #column}.
 *
 * <p>The memory is used again by a later request once the vectors are closed, so read all that is
 * needed before; vectors that nobody closes are garbage like any other object. Immutable as long as
 * nobody writes to its columns.
 */
public final class FeatureVectors implements AutoCloseable {
  /** The newest event time of a row that has no event. */
  public static final long NO_EVENT = Long.MIN_VALUE;

  private final Table values;
  private final List<String> names;
  private final FeatureStatus[][] statuses;
  private final long[][] newest;
  private final long atMillis;
  private final String serviceVersion;
  private boolean closed;

  // statuses: by feature and row. newest: by feature and row, an empty array where no view stands
  // behind the feature.
  FeatureVectors(
      Table values,
      FeatureStatus[][] statuses,
      long[][] newest,
      long atMillis,
      String serviceVersion) {
    this.values = values;
    this.names = values.fields().stream().map(f -> f.name()).toList();
    this.statuses = statuses;
    this.newest = newest;
    this.atMillis = atMillis;
    this.serviceVersion = serviceVersion;
  }

  /**
   * The values by row, a column for each feature in the service's order; valid until the vectors
   * are closed.
   */
  public Table values() {
    requireOpen();
    return values;
  }

  /**
   * The values of a feature, each row's at its {@link #place}; valid until the vectors are closed.
   *
   * @param feature the feature's place in {@link #names()}
   */
  public Column column(int feature) {
    requireOpen();
    return values.column(names.get(feature));
  }

  /** Where in {@link #column} the value of a row is. */
  public int place(int feature, int row) {
    return row;
  }

  /** The names of the features in the service's order. */
  public List<String> names() {
    return names;
  }

  /** The number of rows. */
  public int rows() {
    return values.rows();
  }

  /**
   * How a feature came by its value. A key, a request field or an on-demand feature is {@link
   * FeatureStatus#PRESENT} or {@link FeatureStatus#NULL}.
   *
   * @param feature the feature's place in {@link #names()}
   */
  public FeatureStatus status(int feature, int row) {
    requireOpen();
    return statuses[feature][row];
  }

  /**
   * The time of the newest event that the row's entity has in the view behind a feature, visible or
   * not, in UTC epoch milliseconds; {@link #NO_EVENT} if it has none, or if no view stands behind
   * the feature.
   */
  public long newestEventMillis(int feature, int row) {
    requireOpen();
    return newest[feature].length == 0 ? NO_EVENT : newest[feature][row];
  }

  /** The instant whose features these are, UTC epoch milliseconds. */
  public long atMillis() {
    return atMillis;
  }

  /** The version of the service that computed them. */
  public String serviceVersion() {
    return serviceVersion;
  }

  /** Gives the memory back; from now on the values cannot be read. A second call does nothing. */
  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the feature vectors are closed");
    }
  }
}
