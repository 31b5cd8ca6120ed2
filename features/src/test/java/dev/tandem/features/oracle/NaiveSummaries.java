package dev.tandem.features.oracle;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.primitives.Longs;
import dev.tandem.features.aggregate.ValueBuckets;
import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.SummarySettings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Aggregates that keep a summary of values, by the book. */
final class NaiveSummaries {
  private NaiveSummaries() {}

  /** An event's time, in UTC epoch milliseconds, and its value. */
  record Timed(long time, Object value) {}

  /**
   * What is left of all events when only so many values may be kept; see "The bound" in
   * docs/concepts.md.
   */
  static List<Timed> kept(AggregateFeature feature, List<Timed> all) {
    int most = SummarySettings.most(feature);
    Function<Timed, Long> tile =
        e ->
            feature
                .window()
                .map(w -> Math.floorDiv(e.time(), w.resolution().toMillis()))
                .orElse(0L);
    if (distinct(all) <= most) {
      return all;
    }
    long newest = all.stream().map(tile).max(Comparator.naturalOrder()).orElseThrow();
    List<Timed> ofNewest = all.stream().filter(e -> tile.apply(e) == newest).toList();
    if (distinct(ofNewest) > most) {
      Set<Object> smallest =
          ofNewest.stream()
              .map(Timed::value)
              .distinct()
              .sorted(Comparator.comparing(v -> hash(v), Long::compareUnsigned))
              .limit(most)
              .collect(Collectors.toSet());
      return ofNewest.stream().filter(e -> smallest.contains(e.value())).toList();
    }
    // From the newest event back, until one brings a value too many: its tile is forgotten.
    Set<Object> met = new HashSet<>();
    long forgotten =
        all.stream()
            .sorted(Comparator.comparing(tile).reversed())
            .filter(e -> met.add(e.value()) && met.size() > most)
            .findFirst()
            .map(tile)
            .orElseThrow();
    return all.stream().filter(e -> tile.apply(e) > forgotten).toList();
  }

  private static long distinct(List<Timed> events) {
    return events.stream().map(Timed::value).distinct().count();
  }

  /** The most frequent values, ties by the smaller one. */
  static List<Object> top(int limit, List<Object> values) {
    Map<Object, Long> counts =
        values.stream().collect(Collectors.groupingBy(v -> v, Collectors.counting()));
    Comparator<Map.Entry<Object, Long>> byCount = Map.Entry.comparingByValue();
    return counts.entrySet().stream()
        .sorted(byCount.reversed().thenComparing(Map.Entry::getKey, NaiveSummaries::compare))
        .limit(limit)
        .<Object>map(Map.Entry::getKey)
        .toList();
  }

  private static int compare(Object a, Object b) {
    return a instanceof Long number
        ? number.compareTo((Long) b)
        : Arrays.compare(((String) a).codePoints().toArray(), ((String) b).codePoints().toArray());
  }

  /** The number that stands for the bucket of a value with the quantile's rank. */
  static Object quantile(AggregateFeature feature, List<Object> values) {
    if (values.isEmpty()) {
      return null;
    }
    double[] sorted =
        values.stream().mapToDouble(v -> ((Number) v).doubleValue()).sorted().toArray();
    int rank = (int) Math.floor(SummarySettings.q(feature) * (sorted.length - 1));
    ValueBuckets buckets = new ValueBuckets(SummarySettings.accuracy(feature));
    return buckets.valueOf(buckets.bucketOf(sorted[rank]));
  }

  /** Ertl's improved raw estimate, its series written out. */
  static long estimate(AggregateFeature feature, List<Object> values) {
    int p = SummarySettings.precision(feature);
    int m = 1 << p;
    int[] registers = new int[m];
    for (Object value : new HashSet<>(values)) {
      String bits = String.format("%64s", Long.toBinaryString(hash(value))).replace(' ', '0');
      int register = Integer.parseInt(bits.substring(0, p), 2);
      int one = bits.indexOf('1', p);
      registers[register] = Math.max(registers[register], one < 0 ? 65 - p : one - p + 1);
    }
    double denominator = m * sigma(count(registers, 0) / m);
    for (int rank = 1; rank <= 64 - p; rank++) {
      denominator += count(registers, rank) * Math.pow(2, -rank);
    }
    denominator += m * tau(1 - count(registers, 65 - p) / m) * Math.pow(2, p - 64);
    return Math.round(m * (double) m / (2 * Math.log(2)) / denominator);
  }

  private static double count(int[] registers, int rank) {
    return LongStream.range(0, registers.length).filter(i -> registers[(int) i] == rank).count();
  }

  private static double sigma(double x) {
    double sum = x;
    for (int k = 1; k < 60; k++) {
      sum += Math.pow(x, Math.pow(2, k)) * Math.pow(2, k - 1);
    }
    return x == 1 ? Double.POSITIVE_INFINITY : sum;
  }

  private static double tau(double x) {
    double sum = 1 - x;
    for (int k = 1; k < 60; k++) {
      sum -= Math.pow(1 - Math.pow(x, Math.pow(2, -k)), 2) * Math.pow(2, -k);
    }
    return sum / 3;
  }

  private static long hash(Object value) {
    byte[] bytes =
        value instanceof Long number
            ? Longs.toByteArray(number)
            : ((String) value).getBytes(StandardCharsets.UTF_8);
    HashCode murmur = Hashing.murmur3_128().hashBytes(bytes);
    return murmur.asLong();
  }
}
