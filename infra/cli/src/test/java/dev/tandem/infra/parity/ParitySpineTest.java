package dev.tandem.infra.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ParitySpineTest {
  private static final List<Field> KEYS =
      List.of(new Field("user", ValueType.INT64), new Field("item", ValueType.STRING));
  private static final List<Field> REQUEST = List.of(new Field("place", ValueType.INT64));
  private static final long CUT = 1_700_000_000_000L;
  private static final int SAMPLE = 300;

  @Test
  void draw_anyRows_areAtOrAfterTheCutInGroupsOfOneInstant() {
    long[] times = spine(1).longs(EventColumns.TIME).values();

    assertThat(times).isSorted();
    assertThat(times[0]).isEqualTo(CUT);
    assertThat(Arrays.stream(times).distinct().count()).isBetween(10L, 24L);
    assertThat(times[times.length - 1]).isGreaterThan(CUT + 86_400_000L);
  }

  @Test
  void draw_anyRows_holdKnownPairsUnknownPairsAndUnknownKeys() {
    Table spine = spine(1);
    int known = 0;
    int unknownPairs = 0;
    int unknownKeys = 0;
    for (int row = 0; row < spine.rows(); row++) {
      long user = spine.longs("user").value(row);
      if (user < 0 || spine.strings("item").value(row).startsWith("\u0000nobody ")) {
        unknownKeys++;
      } else if (spine.strings("item").value(row).equals("item " + user)) {
        known++;
      } else {
        unknownPairs++;
      }
    }

    assertThat(unknownKeys).isEqualTo(120);
    assertThat(known).isBetween(450, 700);
    assertThat(unknownPairs).isBetween(450, 700);
  }

  @Test
  void draw_otherSeed_isAnotherSpine() {
    assertThat(spine(1).longs("user").values()).isEqualTo(spine(1).longs("user").values());
    assertThat(spine(1).longs("user").values()).isNotEqualTo(spine(2).longs("user").values());
  }

  private static Table spine(long seed) {
    return new ParitySpine(sample(), KEYS, REQUEST, seed).draw(1200, CUT);
  }

  private static Table sample() {
    return Table.builder(SAMPLE)
        .add("user", LongColumn.of(ValueType.INT64, LongStream.range(0, SAMPLE).toArray()))
        .add(
            "item",
            StringColumn.of(
                IntStream.range(0, SAMPLE).mapToObj(i -> "item " + i).toArray(String[]::new)))
        .add("place", LongColumn.of(ValueType.INT64, new long[SAMPLE]))
        .build();
  }
}
