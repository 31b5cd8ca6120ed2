package dev.tandem.features.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowSampleTest {
  private static final int LIMIT = 1 << 20;

  @Test
  void has_upToTheLimit_isEveryRow() {
    RowSample sample = new RowSample(LIMIT);
    assertThat(IntStream.range(0, LIMIT).allMatch(sample::has)).isTrue();
  }

  @Test
  void has_beyondTheLimit_isAboutAsManyRowsFromEverywhere() {
    int rows = 4 * LIMIT;
    RowSample sample = new RowSample(rows);
    for (int from = 0; from < rows; from += rows / 8) {
      long found = IntStream.range(from, from + rows / 8).filter(sample::has).count();
      assertThat(found).isBetween(LIMIT / 8 - 2000L, LIMIT / 8 + 2000L);
    }
    assertThat(sample.has(rows - 1)).isEqualTo(new RowSample(rows).has(rows - 1));
  }
}
