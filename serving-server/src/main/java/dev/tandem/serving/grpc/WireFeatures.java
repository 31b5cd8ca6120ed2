package dev.tandem.serving.grpc;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Timestamp;
import com.google.protobuf.WireFormat;
import dev.tandem.features.view.FeatureStatus;
import dev.tandem.serving.edge.OutputBytes;
import dev.tandem.serving.fetch.FeatureVectors;
import dev.tandem.serving.wire.feast.FeatureList;
import dev.tandem.serving.wire.feast.FieldStatus;
import dev.tandem.serving.wire.feast.GetOnlineFeaturesResponse;
import dev.tandem.serving.wire.feast.GetOnlineFeaturesResponse.FeatureVector;
import dev.tandem.serving.wire.feast.GetOnlineFeaturesResponseMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Feature vectors as the bytes of a {@code GetOnlineFeaturesResponse}, written from the columns
 * without a message object for every value.
 *
 * <p>The features of a view have their event times in common, and most often their statuses: those
 * bytes are made once and copied. Not thread-safe.
 */
final class WireFeatures {
  private static final int METADATA = GetOnlineFeaturesResponse.METADATA_FIELD_NUMBER;
  private static final int RESULTS = GetOnlineFeaturesResponse.RESULTS_FIELD_NUMBER;
  private static final int FEATURE_NAMES =
      GetOnlineFeaturesResponseMetadata.FEATURE_NAMES_FIELD_NUMBER;
  private static final int NAMES = FeatureList.VAL_FIELD_NUMBER;
  private static final int STATUSES = FeatureVector.STATUSES_FIELD_NUMBER;
  private static final int TIMES = FeatureVector.EVENT_TIMESTAMPS_FIELD_NUMBER;
  private static final int SECONDS = Timestamp.SECONDS_FIELD_NUMBER;
  private static final int NANOS = Timestamp.NANOS_FIELD_NUMBER;
  private static final int MILLIS_PER_SECOND = 1000;
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int LONGEST_HEAD = 12;
  private static final int LONGEST_TIME = 2 + 11 + 6;

  private final FeatureVectors vectors;
  private final OutputBytes values = new OutputBytes(1 << 12);
  private final OutputBytes statuses = new OutputBytes(1 << 8);
  private final OutputBytes times = new OutputBytes(1 << 11);

  private WireFeatures(FeatureVectors vectors) {
    this.vectors = vectors;
  }

  // Hot path: ServingBenchmark.
  /** Writes an answer. */
  static void write(OutputBytes out, FeatureVectors vectors) {
    WireFeatures wire = new WireFeatures(vectors);
    try {
      wire.writeMetadata(out);
      for (int feature = 0; feature < vectors.names().size(); feature++) {
        wire.writeFeature(out, feature);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing an answer to memory", e);
    }
  }

  private void writeMetadata(OutputBytes out) throws IOException {
    int list = 0;
    List<String> names = vectors.names();
    for (String name : names) {
      list += CodedOutputStream.computeStringSize(NAMES, name);
    }
    int metadata =
        CodedOutputStream.computeTagSize(FEATURE_NAMES)
            + CodedOutputStream.computeUInt32SizeNoTag(list)
            + list;
    CodedOutputStream coded = open(out, 2 * LONGEST_HEAD + list);
    writeHead(coded, METADATA, metadata);
    writeHead(coded, FEATURE_NAMES, list);
    for (String name : names) {
      coded.writeString(NAMES, name);
    }
    close(out, coded);
  }

  private void writeFeature(OutputBytes out, int feature) throws IOException {
    values.clear();
    WireColumns.write(values, vectors.values().column(vectors.names().get(feature)));
    if (feature == 0 || !vectors.shareStatuses(feature, feature - 1)) {
      writeStatuses(feature);
    }
    if (feature == 0 || !vectors.shareEvents(feature, feature - 1)) {
      writeTimes(feature);
    }
    CodedOutputStream head = open(out, LONGEST_HEAD);
    writeHead(head, RESULTS, values.size() + statuses.size() + times.size());
    close(out, head);
    out.write(values.array(), 0, values.size());
    out.write(statuses.array(), 0, statuses.size());
    out.write(times.array(), 0, times.size());
  }

  private void writeStatuses(int feature) throws IOException {
    statuses.clear();
    if (vectors.rows() == 0) {
      return;
    }
    CodedOutputStream coded = open(statuses, LONGEST_HEAD + vectors.rows());
    writeHead(coded, STATUSES, vectors.rows());
    for (int row = 0; row < vectors.rows(); row++) {
      coded.writeEnumNoTag(status(vectors.status(feature, row)).getNumber());
    }
    close(statuses, coded);
  }

  /** What Feast says of a value that came about like this. */
  private static FieldStatus status(FeatureStatus status) {
    return switch (status) {
      case PRESENT, DEFAULTED, AHEAD -> FieldStatus.PRESENT;
      case MISSING, UNAVAILABLE, UNREADABLE -> FieldStatus.NOT_FOUND;
      case EXPIRED -> FieldStatus.OUTSIDE_MAX_AGE;
      case NULL -> FieldStatus.NULL_VALUE;
    };
  }

  private void writeTimes(int feature) throws IOException {
    times.clear();
    CodedOutputStream coded = open(times, vectors.rows() * LONGEST_TIME);
    for (int row = 0; row < vectors.rows(); row++) {
      long newest = vectors.newestEventMillis(feature, row);
      writeTime(coded, newest == FeatureVectors.NO_EVENT ? 0 : newest);
    }
    close(times, coded);
  }

  private static void writeTime(CodedOutputStream coded, long millis) throws IOException {
    long seconds = Math.floorDiv(millis, (long) MILLIS_PER_SECOND);
    int nanos = Math.floorMod(millis, MILLIS_PER_SECOND) * NANOS_PER_MILLI;
    int size =
        (seconds == 0 ? 0 : CodedOutputStream.computeInt64Size(SECONDS, seconds))
            + (nanos == 0 ? 0 : CodedOutputStream.computeInt32Size(NANOS, nanos));
    writeHead(coded, TIMES, size);
    if (seconds != 0) {
      coded.writeInt64(SECONDS, seconds);
    }
    if (nanos != 0) {
      coded.writeInt32(NANOS, nanos);
    }
  }

  /** Writes the number and the length of a field that consists of bytes. */
  static void writeHead(CodedOutputStream coded, int field, int length) throws IOException {
    coded.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    coded.writeUInt32NoTag(length);
  }

  /** A stream into so much room behind the bytes that are there. */
  static CodedOutputStream open(OutputBytes out, int room) {
    return CodedOutputStream.newInstance(out.reserve(room), out.size(), room);
  }

  /** Counts what was written to the stream. */
  static void close(OutputBytes out, CodedOutputStream coded) {
    out.written(out.size() + coded.getTotalBytesWritten());
  }
}
