package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** A field of the calendar or the clock at a timestamp, in a time zone. */
public final class TimeField extends Node {
  private static final long MINUTE = 60_000L;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private final Kind kind;
  private final Node timestamp;
  private final ZoneRules rules;

  /** The fields there are. */
  public enum Kind {
    /** 0 to 1439. */
    MINUTE_OF_DAY(ValueType.INT64) {
      @Override
      long at(long localMillis) {
        return Math.floorMod(localMillis, DAY) / MINUTE;
      }
    },
    /** 0 to 23. */
    HOUR_OF_DAY(ValueType.INT64) {
      @Override
      long at(long localMillis) {
        return Math.floorMod(localMillis, DAY) / HOUR;
      }
    },
    /** 1 (Monday) to 7 (Sunday), as in ISO 8601. */
    DAY_OF_WEEK(ValueType.INT64) {
      @Override
      long at(long localMillis) {
        // 1970-01-01 was a Thursday.
        return Math.floorMod(Math.floorDiv(localMillis, DAY) + 3, 7L) + 1;
      }
    },
    /** 1 (true) on Saturday and Sunday. */
    IS_WEEKEND(ValueType.BOOL) {
      @Override
      long at(long localMillis) {
        return DAY_OF_WEEK.at(localMillis) >= 6 ? 1 : 0;
      }
    },
    /** 1 to 31. */
    DAY_OF_MONTH(ValueType.INT64) {
      @Override
      long at(long localMillis) {
        return LocalDate.ofEpochDay(Math.floorDiv(localMillis, DAY)).getDayOfMonth();
      }
    },
    /** 1 (January) to 12. */
    MONTH(ValueType.INT64) {
      @Override
      long at(long localMillis) {
        return LocalDate.ofEpochDay(Math.floorDiv(localMillis, DAY)).getMonthValue();
      }
    };

    private final ValueType type;

    Kind(ValueType type) {
      this.type = type;
    }

    /** The field at a local time, given as if its zone were UTC. */
    abstract long at(long localMillis);
  }

  /** The field in the zone; a fixed offset such as UTC costs no look-up. */
  public TimeField(int register, Kind kind, Node timestamp, ZoneId zone) {
    super(kind.type, register, timestamp);
    this.kind = kind;
    this.timestamp = timestamp;
    this.rules = zone.getRules();
  }

  // Hot path: ExpressionBenchmark
  @Override
  Vector evaluate(Batch batch) {
    Vector from = timestamp.evaluate(batch);
    Vector out = batch.register(this);
    OffsetPeriod period = OffsetPeriod.NONE;
    for (int i = 0; i < batch.count(); i++) {
      out.nulls[i] = from.nulls[i];
      if (!from.nulls[i]) {
        long millis = from.longs[i];
        if (!period.covers(millis)) {
          period = OffsetPeriod.at(rules, millis);
        }
        // Near the ends of the range of a long the shift wraps; such instants are outside any
        // calendar in use.
        out.longs[i] = kind.at(millis + period.offsetMillis());
      }
    }
    return out;
  }

  /** The instants {@code [from, until)} in which a zone keeps one offset. */
  private record OffsetPeriod(long from, long until, long offsetMillis) {
    static final OffsetPeriod NONE = new OffsetPeriod(0, 0, 0);

    boolean covers(long millis) {
      return millis >= from && millis < until;
    }

    static OffsetPeriod at(ZoneRules rules, long millis) {
      Instant instant = Instant.ofEpochMilli(millis);
      long offset = rules.getOffset(instant).getTotalSeconds() * 1000L;
      if (rules.isFixedOffset()) {
        return new OffsetPeriod(Long.MIN_VALUE, Long.MAX_VALUE, offset);
      }
      ZoneOffsetTransition previous = rules.previousTransition(instant.plusMillis(1));
      ZoneOffsetTransition next = rules.nextTransition(instant);
      return new OffsetPeriod(
          previous == null ? Long.MIN_VALUE : previous.toEpochSecond() * 1000,
          next == null ? Long.MAX_VALUE : next.toEpochSecond() * 1000,
          offset);
    }
  }
}
