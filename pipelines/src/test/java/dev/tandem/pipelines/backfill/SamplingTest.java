package dev.tandem.pipelines.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplingTest {
  /** By another implementation. */
  private static final String[] GOLDEN = {
    "1", "0", "0", "0", "1", "0", "1", "0", "0", "1", "0", "0", "1", "0", "1", "0"
  };

  @Test
  void keeps_knownIdentities_asEver() {
    Sampling half = new Sampling("label.click", 0.5);

    assertThat(LongStream.range(0, 16).mapToObj(id -> half.keeps(0, id) ? "1" : "0"))
        .containsExactly(GOLDEN);
  }

  @Test
  void keeps_higherRate_keepsAllOfALowerOne() {
    Random random = new Random(7);
    Sampling low = new Sampling("label.click", 0.1);
    Sampling high = new Sampling("label.click", 0.2);
    Sampling all = new Sampling("label.click", 1);
    int kept = 0;
    for (int i = 0; i < 20_000; i++) {
      long hi = random.nextLong();
      long lo = random.nextLong();
      kept += low.keeps(hi, lo) ? 1 : 0;
      assertThat(high.keeps(hi, lo) || !low.keeps(hi, lo)).isTrue();
      assertThat(all.keeps(hi, lo)).isTrue();
    }
    // Five standard deviations.
    assertThat(kept).isBetween(2_000 - 213, 2_000 + 213);
  }
}
