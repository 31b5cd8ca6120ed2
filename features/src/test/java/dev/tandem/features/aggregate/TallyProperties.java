package dev.tandem.features.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class TallyProperties {
  private static final long LARGE = 1L << 60;

  @Property
  void merge_anyOrderAndGrouping_isTheSame(
      @ForAll Tally tally,
      @ForAll @LongRange(min = -LARGE, max = LARGE) long a,
      @ForAll @LongRange(min = -LARGE, max = LARGE) long b,
      @ForAll @LongRange(min = -LARGE, max = LARGE) long c) {
    assertThat(tally.merge(a, b)).isEqualTo(tally.merge(b, a));
    assertThat(tally.merge(a, tally.merge(b, c))).isEqualTo(tally.merge(tally.merge(a, b), c));
  }

  @Property
  void merge_withTheIdentity_changesNothing(@ForAll Tally tally, @ForAll long state) {
    assertThat(tally.merge(state, tally.identity())).isEqualTo(state);
  }

  @Property
  void add_anEvent_isMergingItsState(
      @ForAll Tally tally, @ForAll @LongRange(min = -LARGE, max = LARGE) long value) {
    assertThat(tally.add(tally.identity(), value)).isEqualTo(tally.of(value));
  }

  @Example
  void merge_sumBeyond64Bits_isRefused() {
    assertThatThrownBy(() -> Tally.SUM.merge(Long.MIN_VALUE, -1))
        .isInstanceOf(NumberOverflowException.class)
        .hasMessage("the sum of -9223372036854775808 and -1 does not fit in 64 bits");
  }
}
