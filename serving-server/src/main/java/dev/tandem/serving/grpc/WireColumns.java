package dev.tandem.serving.grpc;

import com.google.protobuf.CodedOutputStream;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.serving.edge.OutputBytes;
import dev.tandem.serving.wire.feast.DoubleList;
import dev.tandem.serving.wire.feast.GetOnlineFeaturesResponse.FeatureVector;
import dev.tandem.serving.wire.feast.Int64List;
import dev.tandem.serving.wire.feast.StringList;
import dev.tandem.serving.wire.feast.Value;
import java.io.IOException;

/**
 * Columns as the repeated values of a feature vector: each under the member of its type, a
 * timestamp in whole seconds, a null as a value without a member.
 */
final class WireColumns {
  private static final int VALUES = FeatureVector.VALUES_FIELD_NUMBER;
  private static final int LONGEST_NUMBER = 2 + 11;
  private static final long MILLIS_PER_SECOND = 1000;

  private WireColumns() {}

  // Hot path: ServingBenchmark.
  /** Writes the values of all rows. */
  static void write(OutputBytes out, Column column) throws IOException {
    if (column instanceof DoubleColumn doubles) {
      writeDoubles(out, doubles);
    } else if (column instanceof LongColumn longs) {
      writeLongs(out, longs);
    } else {
      writeMessages(out, column);
    }
  }

  private static void writeDoubles(OutputBytes out, DoubleColumn column) throws IOException {
    CodedOutputStream coded = WireFeatures.open(out, column.size() * LONGEST_NUMBER);
    int size = CodedOutputStream.computeDoubleSize(Value.DOUBLE_VAL_FIELD_NUMBER, 0);
    for (int row = 0; row < column.size(); row++) {
      if (column.isNull(row)) {
        WireFeatures.writeHead(coded, VALUES, 0);
      } else {
        WireFeatures.writeHead(coded, VALUES, size);
        coded.writeDouble(Value.DOUBLE_VAL_FIELD_NUMBER, column.value(row));
      }
    }
    WireFeatures.close(out, coded);
  }

  private static void writeLongs(OutputBytes out, LongColumn column) throws IOException {
    CodedOutputStream coded = WireFeatures.open(out, column.size() * LONGEST_NUMBER);
    int member = member(column);
    for (int row = 0; row < column.size(); row++) {
      if (column.isNull(row)) {
        WireFeatures.writeHead(coded, VALUES, 0);
      } else {
        long value = wire(column, row);
        WireFeatures.writeHead(coded, VALUES, CodedOutputStream.computeInt64Size(member, value));
        coded.writeInt64(member, value);
      }
    }
    WireFeatures.close(out, coded);
  }

  private static int member(LongColumn column) {
    return switch (column.type()) {
      case BOOL -> Value.BOOL_VAL_FIELD_NUMBER;
      case TIMESTAMP -> Value.UNIX_TIMESTAMP_VAL_FIELD_NUMBER;
      case INT64, FLOAT64, STRING, INT64_LIST, FLOAT64_LIST, STRING_LIST ->
          Value.INT64_VAL_FIELD_NUMBER;
    };
  }

  private static long wire(LongColumn column, int row) {
    return switch (column.type()) {
      case TIMESTAMP -> Math.floorDiv(column.value(row), MILLIS_PER_SECOND);
      case INT64, BOOL, FLOAT64, STRING, INT64_LIST, FLOAT64_LIST, STRING_LIST -> column.value(row);
    };
  }

  private static void writeMessages(OutputBytes out, Column column) throws IOException {
    for (int row = 0; row < column.size(); row++) {
      Value value = message(column, row);
      CodedOutputStream coded =
          WireFeatures.open(out, CodedOutputStream.computeMessageSize(VALUES, value));
      coded.writeMessage(VALUES, value);
      WireFeatures.close(out, coded);
    }
  }

  private static Value message(Column column, int row) {
    if (column.isNull(row)) {
      return Value.getDefaultInstance();
    }
    Value.Builder value = Value.newBuilder();
    if (column instanceof StringColumn strings) {
      value.setStringVal(strings.value(row));
    } else if (column instanceof ListColumn lists) {
      setList(value, lists, row);
    }
    return value.build();
  }

  private static void setList(Value.Builder value, ListColumn column, int row) {
    int start = column.start(row);
    int end = start + column.length(row);
    if (column.elements() instanceof LongColumn longs) {
      Int64List.Builder list = Int64List.newBuilder();
      for (int i = start; i < end; i++) {
        list.addVal(longs.value(i));
      }
      value.setInt64ListVal(list);
    } else if (column.elements() instanceof DoubleColumn doubles) {
      DoubleList.Builder list = DoubleList.newBuilder();
      for (int i = start; i < end; i++) {
        list.addVal(doubles.value(i));
      }
      value.setDoubleListVal(list);
    } else if (column.elements() instanceof StringColumn strings) {
      StringList.Builder list = StringList.newBuilder();
      for (int i = start; i < end; i++) {
        list.addVal(strings.value(i));
      }
      value.setStringListVal(list);
    }
  }
}
