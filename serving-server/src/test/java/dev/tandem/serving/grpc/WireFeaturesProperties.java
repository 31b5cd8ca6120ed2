package dev.tandem.serving.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.serving.RandomAnswers;
import dev.tandem.serving.edge.OutputBytes;
import dev.tandem.serving.fetch.FeatureVectors;
import dev.tandem.serving.wire.feast.DoubleList;
import dev.tandem.serving.wire.feast.FeatureList;
import dev.tandem.serving.wire.feast.FieldStatus;
import dev.tandem.serving.wire.feast.GetOnlineFeaturesResponse;
import dev.tandem.serving.wire.feast.GetOnlineFeaturesResponse.FeatureVector;
import dev.tandem.serving.wire.feast.GetOnlineFeaturesResponseMetadata;
import dev.tandem.serving.wire.feast.Int64List;
import dev.tandem.serving.wire.feast.StringList;
import dev.tandem.serving.wire.feast.Value;
import java.time.Instant;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class WireFeaturesProperties {
  private final RandomAnswers answers = new RandomAnswers();

  @Property(tries = 200)
  void write_anyAnswer_isWhatTheGeneratedClassesWrite(@ForAll long seed)
      throws InvalidProtocolBufferException {
    FeatureVectors vectors = answers.answer(seed);
    OutputBytes out = new OutputBytes(1);

    WireFeatures.write(out, vectors);

    GetOnlineFeaturesResponse expected = message(vectors);
    assertThat(GetOnlineFeaturesResponse.parseFrom(out.toByteArray())).isEqualTo(expected);
    assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
  }

  private static GetOnlineFeaturesResponse message(FeatureVectors vectors) {
    GetOnlineFeaturesResponse.Builder message =
        GetOnlineFeaturesResponse.newBuilder()
            .setMetadata(
                GetOnlineFeaturesResponseMetadata.newBuilder()
                    .setFeatureNames(FeatureList.newBuilder().addAllVal(vectors.names())));
    for (int feature = 0; feature < vectors.names().size(); feature++) {
      FeatureVector.Builder result = message.addResultsBuilder();
      Column column = vectors.values().column(vectors.names().get(feature));
      for (int row = 0; row < vectors.rows(); row++) {
        result.addValues(value(column, row));
        result.addStatuses(
            switch (vectors.status(feature, row)) {
              case PRESENT, DEFAULTED, AHEAD -> FieldStatus.PRESENT;
              case MISSING, UNAVAILABLE, UNREADABLE -> FieldStatus.NOT_FOUND;
              case EXPIRED -> FieldStatus.OUTSIDE_MAX_AGE;
              case NULL -> FieldStatus.NULL_VALUE;
            });
        result.addEventTimestamps(time(vectors.newestEventMillis(feature, row)));
      }
    }
    return message.build();
  }

  private static Timestamp time(long millis) {
    if (millis == FeatureVectors.NO_EVENT) {
      return Timestamp.getDefaultInstance();
    }
    Instant instant = Instant.ofEpochMilli(millis);
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  private static Value value(Column column, int row) {
    Value.Builder value = Value.newBuilder();
    if (column.isNull(row)) {
      return value.build();
    }
    return switch (column.type()) {
      case INT64 -> value.setInt64Val(((LongColumn) column).value(row)).build();
      case BOOL -> value.setBoolVal(((LongColumn) column).value(row) == 1).build();
      case TIMESTAMP ->
          value
              .setUnixTimestampVal(
                  Instant.ofEpochMilli(((LongColumn) column).value(row)).getEpochSecond())
              .build();
      case FLOAT64 -> value.setDoubleVal(((DoubleColumn) column).value(row)).build();
      case STRING -> value.setStringVal(((StringColumn) column).value(row)).build();
      case INT64_LIST, FLOAT64_LIST, STRING_LIST -> list((ListColumn) column, row);
    };
  }

  private static Value list(ListColumn lists, int row) {
    IntStream places = IntStream.range(0, lists.length(row)).map(i -> lists.start(row) + i);
    Value.Builder value = Value.newBuilder();
    if (lists.elements() instanceof LongColumn longs) {
      Int64List.Builder list = value.getInt64ListValBuilder();
      places.forEach(place -> list.addVal(longs.value(place)));
    } else if (lists.elements() instanceof DoubleColumn doubles) {
      DoubleList.Builder list = value.getDoubleListValBuilder();
      places.forEach(place -> list.addVal(doubles.value(place)));
    } else {
      StringList.Builder list = value.getStringListValBuilder();
      places.forEach(place -> list.addVal(((StringColumn) lists.elements()).value(place)));
    }
    return value.build();
  }
}
