package dev.tandem.training.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.InvalidDeclarationException;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class TimeSplitProperties {
  @Property(tries = 500)
  void of_laterSplitsAreLater_andSharesAreNear(
      @ForAll @IntRange(min = 30, max = 200) int n,
      @ForAll @IntRange(min = 1, max = 300) int span,
      @ForAll @DoubleRange(min = 0, max = 0.4) double validation,
      @ForAll @DoubleRange(min = 0, max = 0.4) double test,
      @ForAll long seed) {
    long[] times = new Random(seed).longs(n, 0, span).sorted().toArray();
    TimeSplit split;
    try {
      split = TimeSplit.of(times, validation, test);
    } catch (InvalidDeclarationException e) {
      assertThat(e).hasMessageContaining("split has no row");
      return;
    }
    assertThat(split.trainingRows() + split.validationRows() + split.testRows()).isEqualTo(n);
    for (int cut : new int[] {split.validationFrom(), split.testFrom()}) {
      if (cut > 0 && cut < n) {
        assertThat(times[cut]).isGreaterThan(times[cut - 1]);
      }
    }
    assertThat(split.trainingRows()).isGreaterThanOrEqualTo((int) (n * (1 - validation - test)));
  }

  @Example
  void of_distinctTimes_hasTheDeclaredShares() {
    long[] times = java.util.stream.LongStream.range(0, 100).toArray();
    assertThat(TimeSplit.of(times, 0.1, 0.2)).isEqualTo(new TimeSplit(70, 80, 100));
    assertThat(TimeSplit.of(times, 0, 0)).isEqualTo(new TimeSplit(100, 100, 100));
  }

  @Example
  void of_oneTime_cannotBeSplit() {
    assertThatThrownBy(() -> TimeSplit.of(new long[10], 0.1, 0.1))
        .hasMessage(
            "training: the validation split has no row: its share of the 10 rows is 0.1, and rows"
                + " of one time stay together");
  }
}
