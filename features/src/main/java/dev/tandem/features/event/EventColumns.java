package dev.tandem.features.event;

import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.List;

/**
 * The columns that stand before the declared fields in every table of events or training rows.
 *
 * <p>An event's identity is the 128-bit Murmur3 hash of its event-id fields; it breaks ties between
 * equal times, in signed order of {@link #ID_HI}, then of {@link #ID_LO}.
 */
public final class EventColumns {
  /** The event time, or the time of the training row: UTC epoch milliseconds. */
  public static final String TIME = "__time";

  /** The upper 64 bits of the identity. */
  public static final String ID_HI = "__id_hi";

  /** The lower 64 bits of the identity. */
  public static final String ID_LO = "__id_lo";

  /**
   * Behind the labels of a training set with sampled negatives: the share with which a row like
   * this was kept, float64 in (0, 1].
   */
  public static final String RATE = "__rate";

  /** Those that every such table has, in order. */
  public static final List<Field> FIELDS =
      List.of(
          new Field(TIME, ValueType.TIMESTAMP),
          new Field(ID_HI, ValueType.INT64),
          new Field(ID_LO, ValueType.INT64));

  private EventColumns() {}
}
