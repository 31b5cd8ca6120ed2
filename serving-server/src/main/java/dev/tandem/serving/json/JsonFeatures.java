package dev.tandem.serving.json;

import dev.tandem.features.view.FeatureStatus;
import dev.tandem.serving.edge.OutputBytes;
import dev.tandem.serving.fetch.FeatureVectors;
import java.util.List;

/**
 * Feature vectors as Feast's clients read them, written from the columns straight into bytes.
 *
 * <p>The features of a view have their event times in common, and most often their statuses: what
 * equals the feature before is copied and not written anew.
 */
final class JsonFeatures {
  private static final byte[] METADATA = JsonColumns.ascii("{\"metadata\":{\"feature_names\":[");
  private static final byte[] REQUEST_TIME = JsonColumns.ascii("],\"request_time\":");
  private static final byte[] SERVICE_VERSION = JsonColumns.ascii(",\"service_version\":");
  private static final byte[] RESULTS = JsonColumns.ascii("},\"results\":[");
  private static final byte[] VALUES = JsonColumns.ascii("{\"values\":");
  private static final byte[] STATUSES = JsonColumns.ascii(",\"statuses\":");
  private static final byte[] TIMES = JsonColumns.ascii(",\"event_timestamps\":");
  private static final byte[] END = JsonColumns.ascii("]}");
  private static final byte[] NULL = JsonColumns.ascii("null");
  private static final byte[][] QUOTED_STATUSES = quotedStatuses();

  private final OutputBytes out;
  private final FeatureVectors vectors;
  private int statusesStart;
  private int statusesEnd;
  private int timesStart;
  private int timesEnd;

  private JsonFeatures(OutputBytes out, FeatureVectors vectors) {
    this.out = out;
    this.vectors = vectors;
  }

  // Hot path: ServingBenchmark.
  /** Writes an answer. */
  static void write(OutputBytes out, FeatureVectors vectors) {
    JsonFeatures json = new JsonFeatures(out, vectors);
    json.writeMetadata();
    for (int feature = 0; feature < vectors.names().size(); feature++) {
      JsonColumns.separate(out, feature);
      json.writeFeature(feature);
    }
    out.write(END);
  }

  private void writeMetadata() {
    out.write(METADATA);
    List<String> names = vectors.names();
    for (int feature = 0; feature < names.size(); feature++) {
      JsonColumns.separate(out, feature);
      JsonColumns.writeString(out, names.get(feature));
    }
    out.write(REQUEST_TIME);
    JsonColumns.writeInstant(out, vectors.atMillis());
    out.write(SERVICE_VERSION);
    JsonColumns.writeString(out, vectors.serviceVersion());
    out.write(RESULTS);
  }

  private void writeFeature(int feature) {
    out.write(VALUES);
    JsonColumns.write(out, vectors.values().column(vectors.names().get(feature)));
    out.write(STATUSES);
    writeStatuses(feature);
    out.write(TIMES);
    writeTimes(feature);
    out.write('}');
  }

  private void writeStatuses(int feature) {
    int start = out.size();
    if (feature > 0 && vectors.shareStatuses(feature, feature - 1)) {
      out.repeat(statusesStart, statusesEnd);
    } else {
      out.write('[');
      for (int row = 0; row < vectors.rows(); row++) {
        JsonColumns.separate(out, row);
        out.write(QUOTED_STATUSES[vectors.status(feature, row).code()]);
      }
      out.write(']');
    }
    statusesStart = start;
    statusesEnd = out.size();
  }

  private void writeTimes(int feature) {
    int start = out.size();
    if (feature > 0 && vectors.shareEvents(feature, feature - 1)) {
      out.repeat(timesStart, timesEnd);
    } else {
      out.write('[');
      writeEachTime(feature);
      out.write(']');
    }
    timesStart = start;
    timesEnd = out.size();
  }

  private void writeEachTime(int feature) {
    int start = 0;
    int end = 0;
    for (int row = 0; row < vectors.rows(); row++) {
      JsonColumns.separate(out, row);
      long newest = vectors.newestEventMillis(feature, row);
      if (row > 0 && newest == vectors.newestEventMillis(feature, row - 1)) {
        int again = out.size();
        out.repeat(start, end);
        start = again;
      } else {
        start = out.size();
        if (newest == FeatureVectors.NO_EVENT) {
          out.write(NULL);
        } else {
          JsonColumns.writeInstant(out, newest);
        }
      }
      end = out.size();
    }
  }

  private static byte[][] quotedStatuses() {
    FeatureStatus[] statuses = FeatureStatus.values();
    byte[][] quoted = new byte[statuses.length][];
    for (FeatureStatus status : statuses) {
      quoted[status.code()] = JsonColumns.ascii('"' + status.name() + '"');
    }
    return quoted;
  }
}
