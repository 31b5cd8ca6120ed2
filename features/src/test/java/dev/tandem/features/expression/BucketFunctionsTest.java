package dev.tandem.features.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BucketFunctionsTest {
  private static final Table NO_VARIABLES = Table.builder(1).build();

  private static long value(String text) {
    LongColumn out = (LongColumn) Expression.compile(text, List.of()).evaluate(NO_VARIABLES);
    return out.value(0);
  }

  @Test
  void cross_knownValues_hashAsEver() {
    // By another implementation of Murmur3.
    assertThat(value("cross(1, 2)")).isEqualTo(3076979375520265092L);
    assertThat(value("cross('sports', 'app')")).isEqualTo(-1812559650348585537L);
    assertThat(value("cross(7, 'é', true)")).isEqualTo(3389749909840891315L);
    assertThat(value("hash_bucket('sports', 1000)")).isEqualTo(606L);
    assertThat(value("hash_bucket(-1, 1000)")).isEqualTo(843L);
  }

  @Test
  void cross_samePartsCutOtherwise_hashOtherwise() {
    List<Long> hashes =
        List.of(
            value("cross('a', 'bc')"),
            value("cross('ab', 'c')"),
            value("cross('abc', '')"),
            value("cross('', 'abc')"),
            value("cross('', '', 'abc')"),
            value("cross(1, '1')"),
            value("cross('1', 1)"));

    assertThat(hashes).doesNotHaveDuplicates();
  }

  @Test
  void hashBucket_manyValues_fillsAllBucketsAlike() {
    int buckets = 7;
    int rows = 70_000;
    Table values =
        Table.builder(rows)
            .add("id", LongColumn.of(ValueType.INT64, LongStream.range(0, rows).toArray()))
            .build();
    LongColumn out =
        (LongColumn)
            Expression.compile("hash_bucket(id, 7)", List.of(new Field("id", ValueType.INT64)))
                .evaluate(values);
    int[] counts = new int[buckets];
    for (int row = 0; row < rows; row++) {
      counts[(int) out.value(row)]++;
    }

    // Five standard deviations of a binomial count.
    assertThat(Arrays.stream(counts).boxed().toList())
        .allSatisfy(count -> assertThat(count).isBetween(10_000 - 465, 10_000 + 465));
  }

  @Test
  void hashBucket_largestNumberOfBuckets_isInRange() {
    assertThat(value("hash_bucket('a', 9223372036854775807)")).isNotNegative();
    assertThat(value("hash_bucket(2, 1)")).isZero();
  }

  @Test
  void bucket_edgesThatNoFloatHolds_areExact() {
    assertThat(value("bucket(9007199254740992.0, [9007199254740993])")).isZero();
    assertThat(value("bucket(9007199254740994.0, [9007199254740993])")).isEqualTo(1);
    assertThat(value("bucket(9223372036854775807, [0.5, 1e19])")).isEqualTo(1);
    assertThat(value("bucket(-9223372036854775807, [-1e19, 0])")).isEqualTo(1);
    assertThat(value("bucket(3, [])")).isZero();
  }
}
