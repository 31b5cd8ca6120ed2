package dev.tandem.infra.benchmarks.serving;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FeatureVectors;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import redis.clients.jedis.RedisClient;

/**
 * How much memory an entity takes in Redis, as Redis itself says: as Tandem's state, which answers
 * at any instant, and as a hash with a field for each feature's present value, as feature stores
 * keep them that compute features elsewhere.
 *
 * @param tandemBytes of an entity, averaged over users and items
 * @param hashBytes of the same
 * @param entities how many were looked at
 */
record StateSizes(double tandemBytes, double hashBytes, int entities) {
  private static final int SAMPLED = 1_000;
  private static final String KEY = "a hash";

  /** Looks at some users and items of a service. */
  static StateSizes of(FetchBench bench) {
    int sampled = Math.min(SAMPLED, bench.entities().ofEither());
    long tandem = 0;
    long hash = 0;
    for (int first = 0; first < sampled; first++) {
      long[] one = {first};
      tandem += usage(bench, ServedFeatures.USER_VIEW, "user_id", one);
      tandem += usage(bench, ServedFeatures.ITEM_VIEW, "item_id", one);
    }
    for (long first = 0; first < sampled; first += 100) {
      long[] some = LongStream.range(first, Math.min(sampled, first + 100)).toArray();
      FeatureRequest request =
          FeatureRequest.builder()
              .each("user_id", some)
              .each("item_id", some)
              .one("position", 0)
              .at(Instant.ofEpochMilli(ServedEntities.NOW))
              .build();
      try (FeatureVectors vectors = bench.client().fetch(request)) {
        for (int row = 0; row < some.length; row++) {
          hash += hashed(bench.jedis(), vectors, ServedFeatures.USER_VIEW, row);
          hash += hashed(bench.jedis(), vectors, ServedFeatures.ITEM_VIEW, row);
        }
      }
    }
    bench.jedis().del(KEY);
    return new StateSizes(tandem / (2.0 * sampled), hash / (2.0 * sampled), 2 * sampled);
  }

  private static long usage(FetchBench bench, String view, String key, long[] entity) {
    return bench.jedis().memoryUsage(bench.entities().keys(view, key, entity).get(0));
  }

  private static long hashed(RedisClient jedis, FeatureVectors vectors, String view, int row) {
    Map<String, String> fields = new HashMap<>();
    List<String> names = vectors.names();
    for (int feature = 0; feature < names.size(); feature++) {
      String name = names.get(feature);
      // What is kept for each category would be a hash for each of them besides.
      if (name.startsWith(view) && !name.endsWith(ServedFeatures.BY_CATEGORY)) {
        fields.put(name, text(vectors.column(feature), vectors.place(feature, row)));
      }
    }
    jedis.del(KEY);
    jedis.hset(KEY, fields);
    return jedis.memoryUsage(KEY, 0);
  }

  private static String text(Column column, int place) {
    if (column.isNull(place)) {
      return "";
    }
    if (column instanceof LongColumn longs) {
      return Long.toString(longs.value(place));
    }
    if (column instanceof DoubleColumn doubles) {
      return Double.toString(doubles.value(place));
    }
    if (column instanceof StringColumn strings) {
      return strings.value(place);
    }
    ListColumn list = (ListColumn) column;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < list.length(place); i++) {
      text.append(text(list.elements(), list.start(place) + i)).append(' ');
    }
    return text.toString();
  }
}
