package dev.tandem.features.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.table.LongColumn;
import dev.tandem.features.type.ValueType;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ApproxCountDistinctTest {

  /** The estimate over so many distinct keys of a set. */
  private static long estimate(int precision, long seed, int distinct) {
    DistinctRegisters state = new DistinctRegisters(precision);
    int[] ranks = new int[state.registers()];
    Random random = new Random(seed);
    for (int i = 0; i < distinct; i++) {
      int entry = state.entryOf(KeyHash.of(random.nextLong()));
      int register = DistinctRegisters.registerOf(entry);
      ranks[register] = Math.max(ranks[register], DistinctRegisters.rankOf(entry));
    }
    return finish(precision, ranks);
  }

  private static long finish(int precision, int[] ranks) {
    WindowState window = new WindowState(1);
    long[] registers = new long[new DistinctRegisters(precision).largestRank() + 1];
    for (int rank : ranks) {
      registers[rank]++;
    }
    for (int rank = 0; rank < registers.length; rank++) {
      window.counts().add(rank, registers[rank]);
    }
    LongColumn out = LongColumn.of(ValueType.INT64, new long[1]);
    new ApproxCountDistinct(precision).finish(window, out, 0);
    return out.value(0);
  }

  /** The standard error is 1.04 / sqrt(m); no set is off by four of it, and by rounding. */
  @Test
  void finish_knownSets_areWithinFourStandardErrors() {
    for (int precision : new int[] {8, 10, 12, 14}) {
      double error = 1.04 / Math.sqrt(1 << precision);
      for (int distinct : new int[] {1, 10, 100, 1_000, 10_000, 100_000}) {
        for (long seed = 0; seed < 4; seed++) {
          double off = Math.abs(estimate(precision, seed, distinct) - distinct);
          assertThat(off)
              .as("precision %s, %s distinct, seed %s", precision, distinct, seed)
              .isLessThanOrEqualTo(4 * error * distinct + 1);
        }
      }
    }
  }

  @Test
  void finish_fewKeys_areCountedExactly() {
    for (int distinct = 0; distinct <= 40; distinct++) {
      assertThat(estimate(14, 1, distinct)).isEqualTo(distinct);
    }
  }

  @Test
  void finish_noEvents_isZero() {
    LongColumn out = LongColumn.of(ValueType.INT64, new long[1]);
    new ApproxCountDistinct(12).finish(new WindowState(1), out, 0);

    assertThat(out.value(0)).isZero();
  }

  @Test
  void finish_fullRegisters_isTheLargestCount() {
    int[] ranks = new int[16];
    Arrays.fill(ranks, new DistinctRegisters(4).largestRank());

    assertThat(finish(4, ranks)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void entryOf_hash_isRegisterAndPlaceOfTheFirstOne() {
    DistinctRegisters state = new DistinctRegisters(4);

    assertThat(state.entryOf(0xF800000000000000L)).isEqualTo(15 << 6 | 1);
    assertThat(state.entryOf(0x1000000000000001L)).isEqualTo(1 << 6 | 60);
    assertThat(state.entryOf(0x3000000000000000L)).isEqualTo(3 << 6 | 61);
  }
}
