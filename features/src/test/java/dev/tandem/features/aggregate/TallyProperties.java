package dev.tandem.features.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class TallyProperties {
  private static final long LARGE = 1L << 60;
  private static final long ROOT = 1L << 47;

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
      @ForAll Tally tally, @ForAll @LongRange(min = -ROOT, max = ROOT) long value) {
    assertThat(tally.add(tally.identity(), value)).isEqualTo(tally.of(value));
  }

  @Example
  void merge_sumBeyond64Bits_isRefused() {
    assertThatThrownBy(() -> Tally.SUM.merge(Long.MIN_VALUE, -1))
        .isInstanceOf(NumberOverflowException.class)
        .hasMessage("the sum of -9223372036854775808 and -1 does not fit in 64 bits");
  }

  @Property
  void squares_ofAnyValue_areTheTwoPartsOfItsSquare(
      @ForAll @LongRange(min = -ROOT, max = ROOT) long value) {
    BigInteger square =
        BigInteger.valueOf(Tally.SQUARES_HIGH.of(value))
            .shiftLeft(32)
            .add(BigInteger.valueOf(Tally.SQUARES_LOW.of(value)));

    assertThat(square).isEqualTo(BigInteger.valueOf(value).pow(2));
  }

  @Example
  void squares_largestThatFits_isTheRootOf95Bits() {
    assertThat(Tally.SQUARES_HIGH.of(199_032_864_766_430L)).isPositive();
    assertThatThrownBy(() -> Tally.SQUARES_HIGH.of(-199_032_864_766_431L))
        .isInstanceOf(NumberOverflowException.class)
        .hasMessage("the square of -199032864766431 does not fit in 95 bits");
  }
}
