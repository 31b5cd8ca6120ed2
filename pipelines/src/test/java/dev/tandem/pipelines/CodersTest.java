package dev.tandem.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.dataset.TallyCoder;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.ChunkCoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class CodersTest {
  private static final List<Chunk> CHUNKS =
      List.of(
          Chunk.of(0, rows()),
          Chunk.of(0, rows(1)),
          Chunk.of(1, rows(1)),
          Chunk.of(300, rows(3, 2)));

  private static final List<Tally> TALLIES =
      List.of(
          Tally.of("", 0, 0),
          Tally.of("read", 0, 7),
          Tally.of("read", 1, 7),
          Tally.of("refused.late", 1, 7),
          new Tally("events", 3, 1L << 40, 5, "abcd", -1, Long.MAX_VALUE),
          new Tally("events", 3, 1L << 40, 5, "abcd", -2, Long.MAX_VALUE));

  private static Table rows(long... values) {
    return Table.builder(values.length)
        .add("value", LongColumn.of(ValueType.INT64, values))
        .build();
  }

  private static <T> byte[] encode(Coder<T> coder, T value) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      coder.encode(value, bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Several values one after the other, as runners write them. */
  private static <T> void assertRoundTrip(Coder<T> coder, List<T> values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (T value : values) {
      coder.encode(value, bytes);
    }
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    for (T value : values) {
      assertThat(coder.decode(in)).isEqualTo(value).hasSameHashCodeAs(value);
    }
    assertThat(in.available()).isZero();
  }

  private static <T> void assertEqualValuesHaveEqualBytes(Coder<T> coder, List<T> values) {
    assertThatCode(coder::verifyDeterministic).doesNotThrowAnyException();
    for (T a : values) {
      for (T b : values) {
        assertThat(Arrays.equals(encode(coder, a), encode(coder, b))).isEqualTo(a.equals(b));
      }
    }
  }

  @Test
  void chunkCoder_roundTripsAndIsDeterministic() throws IOException {
    assertRoundTrip(ChunkCoder.of(), CHUNKS);
    assertEqualValuesHaveEqualBytes(ChunkCoder.of(), CHUNKS);
    assertThat(HexFormat.of().formatHex(encode(ChunkCoder.of(), CHUNKS.get(3))))
        .startsWith("ac0200");
  }

  @Test
  void chunkCoder_aloneKeepsLaneAndRows() throws IOException {
    Chunk copy = CoderUtils.clone(ChunkCoder.of(), CHUNKS.get(3));
    assertThat(copy).isEqualTo(CHUNKS.get(3));
    assertThat(copy.lane()).isEqualTo(300);
    assertThat(copy.rows().longs("value").values()).containsExactly(3, 2);
  }

  @Test
  void tallyCoder_roundTripsAndIsDeterministic() throws IOException {
    assertRoundTrip(TallyCoder.of(), TALLIES);
    assertEqualValuesHaveEqualBytes(TallyCoder.of(), TALLIES);
  }
}
