package dev.tandem.infra.benchmarks.trainingset;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** One event as the object that a row-at-a-time pipeline moves. */
record RowEvent(
    long id, long time, String type, long user, long item, String category, long cents) {

  /** Reads a line of the log. */
  static RowEvent parse(String line) {
    String[] values = line.split(",", -1);
    return new RowEvent(
        Long.parseLong(values[0]),
        Long.parseLong(values[1]),
        values[2],
        Long.parseLong(values[3]),
        Long.parseLong(values[4]),
        values[5],
        Math.round(Double.parseDouble(values[7]) * 100));
  }

  /** True if features are wanted as of this event. */
  boolean isRow() {
    return id % Workload.EVERY == 0 && type.equals("view");
  }

  /** The key of a grouping. */
  String key(Grouping grouping) {
    return switch (grouping) {
      case USER -> String.valueOf(user);
      case ITEM -> String.valueOf(item);
      case USER_CATEGORY -> user + " " + category;
    };
  }

  /** The value whose distinct ones are counted. */
  long partner(Grouping grouping) {
    return grouping == Grouping.ITEM ? user : item;
  }

  /** The components one after the other. */
  static final class RowEventCoder extends AtomicCoder<RowEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(RowEvent event, OutputStream out) throws IOException {
      VarLongCoder numbers = VarLongCoder.of();
      numbers.encode(event.id, out);
      numbers.encode(event.time, out);
      StringUtf8Coder.of().encode(event.type, out);
      numbers.encode(event.user, out);
      numbers.encode(event.item, out);
      StringUtf8Coder.of().encode(event.category, out);
      numbers.encode(event.cents, out);
    }

    @Override
    public RowEvent decode(InputStream in) throws IOException {
      VarLongCoder numbers = VarLongCoder.of();
      return new RowEvent(
          numbers.decode(in),
          numbers.decode(in),
          StringUtf8Coder.of().decode(in),
          numbers.decode(in),
          numbers.decode(in),
          StringUtf8Coder.of().decode(in),
          numbers.decode(in));
    }
  }
}
