package dev.tandem.serving.log;

import dev.tandem.features.hash.StableHash;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.serving.fetch.FeatureRequest;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which rows of requests are kept: those whose key's hash falls into a share of all hashes. A key
 * that stays at one share also stays at every greater one, in every process and version. Immutable.
 */
final class KeySample {
  // The sample must not agree with others that hash the same key.
  private static final String SALT = "served log";
  private static final long BUCKETS = 1L << 30;

  private final String key;
  private final long kept;

  /** A share in (0, 1] of the keys in this column. */
  KeySample(String key, double share) {
    this.key = key;
    this.kept = (long) Math.ceil(share * BUCKETS);
  }

  /** The rows of a request that are kept, in order. */
  int[] rows(FeatureRequest request) {
    int[] all = IntStream.range(0, request.rows()).toArray();
    if (kept == BUCKETS) {
      return all;
    }
    Column keys = request.find(key).orElseThrow();
    StableHash hash = new StableHash();
    if (keys.size() == 1) {
      return keeps(hash, keys, 0) ? all : new int[0];
    }
    return Arrays.stream(all).filter(row -> keeps(hash, keys, row)).toArray();
  }

  private boolean keeps(StableHash hash, Column keys, int row) {
    hash.clear().add(SALT);
    if (keys instanceof StringColumn strings) {
      hash.add(strings.value(row));
    } else {
      hash.add(((LongColumn) keys).value(row));
    }
    return hash.bucket(BUCKETS) < kept;
  }
}
