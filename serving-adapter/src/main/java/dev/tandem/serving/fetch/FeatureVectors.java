package dev.tandem.serving.fetch;

import dev.tandem.features.store.StateBatch;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.FeatureStatus;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

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

  private final FetchPlan plan;
  private final AtomicReference<FetchBuffers> buffers;
  private final int rows;
  private final long atMillis;
  private Table values;

  FeatureVectors(FetchPlan plan, FetchBuffers buffers, long atMillis) {
    this.plan = plan;
    this.buffers = new AtomicReference<>(buffers);
    this.rows = buffers.rows();
    this.atMillis = atMillis;
  }

  private FetchBuffers open() {
    FetchBuffers held = buffers.get();
    if (held == null) {
      throw new IllegalStateException("the feature vectors are closed");
    }
    return held;
  }

  /**
   * The values by row, a column for each feature in the service's order; valid until the vectors
   * are closed.
   */
  public Table values() {
    FetchBuffers held = open();
    if (values == null) {
      Table.Builder table = Table.builder(rows);
      for (int feature = 0; feature < plan.names().size(); feature++) {
        table.add(plan.names().get(feature), byRow(held, plan.source(feature)));
      }
      values = table.build();
    }
    return values;
  }

  private Column byRow(FetchBuffers held, FetchPlan.Source source) {
    Column column = held.column(source);
    RowNumbers places = held.places(source);
    if (places == null ? column.size() == rows : places.isIdentity()) {
      return column;
    }
    Column byRow = Column.allocate(column.type(), rows);
    byRow.gather(places == null ? new int[rows] : places.ofRows(), rows, column);
    return byRow;
  }

  /**
   * The values of a feature, each row's at its {@link #place}; valid until the vectors are closed.
   *
   * @param feature the feature's place in {@link #names()}
   */
  public Column column(int feature) {
    return open().column(plan.source(feature));
  }

  /** Where in {@link #column} the value of a row is. */
  public int place(int feature, int row) {
    FetchBuffers held = open();
    FetchPlan.Source source = plan.source(feature);
    RowNumbers places = held.places(source);
    if (places != null) {
      return places.of(row);
    }
    return held.column(source).size() == 1 ? 0 : row;
  }

  /** The names of the features in the service's order. */
  public List<String> names() {
    return plan.names();
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /**
   * How a feature came by its value. A key, a request field or an on-demand feature is {@link
   * FeatureStatus#PRESENT} or {@link FeatureStatus#NULL}.
   *
   * @param feature the feature's place in {@link #names()}
   */
  public FeatureStatus status(int feature, int row) {
    FetchBuffers held = open();
    FetchPlan.Source source = plan.source(feature);
    int place = place(feature, row);
    if (source.kind() == FetchPlan.Kind.DECODED) {
      return held.decoded(source).status(source.feature(), place);
    }
    return held.column(source).isNull(place) ? FeatureStatus.NULL : FeatureStatus.PRESENT;
  }

  /**
   * The time of the newest event that the row's entity has in the view behind a feature, visible or
   * not, in UTC epoch milliseconds; {@link #NO_EVENT} if it has none, or if no view stands behind
   * the feature.
   */
  public long newestEventMillis(int feature, int row) {
    FetchBuffers held = open();
    FetchPlan.Source source = plan.source(feature);
    return source.kind() == FetchPlan.Kind.DECODED
        ? held.decoded(source).newestEventMillis(place(feature, row))
        : NO_EVENT;
  }

  /**
   * True if the newest events behind two features are known to be the same in every row, as those
   * of a view's features are.
   */
  public boolean shareEvents(int feature, int other) {
    FetchPlan.Source a = plan.source(feature);
    FetchPlan.Source b = plan.source(other);
    return a.kind() == FetchPlan.Kind.DECODED
        ? b.kind() == a.kind() && a.columns() == b.columns()
        : b.kind() != FetchPlan.Kind.DECODED;
  }

  // Hot path: ServingBenchmark.
  /**
   * True if two features of a view have the same status in every row; false if they are of two
   * views, or of none.
   */
  public boolean shareStatuses(int feature, int other) {
    FetchPlan.Source a = plan.source(feature);
    FetchPlan.Source b = plan.source(other);
    if (a.kind() != FetchPlan.Kind.DECODED || !shareEvents(feature, other)) {
      return false;
    }
    Decoded of = open().decoded(a);
    for (int place = 0; place < of.places().count(); place++) {
      if (of.status(a.feature(), place) != of.status(b.feature(), place)) {
        return false;
      }
    }
    return true;
  }

  // Hot path: ServingBenchmark.
  /**
   * Counts the rows of a feature by their status.
   *
   * @param byCode gets one more at the status's code for each row
   */
  public void countStatuses(int feature, long[] byCode) {
    FetchPlan.Source source = plan.source(feature);
    if (source.kind() != FetchPlan.Kind.DECODED) {
      for (int row = 0; row < rows; row++) {
        byCode[status(feature, row).code()]++;
      }
      return;
    }
    Decoded of = open().decoded(source);
    RowNumbers places = of.places();
    for (int row = 0; row < rows; row++) {
      byCode[of.status(source.feature(), places.of(row)).code()]++;
    }
  }

  /**
   * True if the store said of every entity what it has, and all of it could be read; otherwise some
   * statuses are {@link FeatureStatus#UNAVAILABLE} or {@link FeatureStatus#UNREADABLE}, and what is
   * computed from those features is computed from their defaults.
   */
  public boolean isComplete() {
    StateBatch states = open().states();
    return states.unanswered() + states.unreadable() == 0;
  }

  /** What the store said of the request's keys. */
  FetchBuffers buffers() {
    return open();
  }

  /** The instant whose features these are, UTC epoch milliseconds. */
  public long atMillis() {
    return atMillis;
  }

  /** The version of the service that computed them. */
  public String serviceVersion() {
    return plan.version();
  }

  /** Gives the memory back; from now on the values cannot be read. A second call does nothing. */
  @Override
  public void close() {
    FetchBuffers held = buffers.getAndSet(null);
    if (held != null) {
      plan.giveBack(held);
    }
  }
}
