package dev.tandem.serving.fetch;

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
