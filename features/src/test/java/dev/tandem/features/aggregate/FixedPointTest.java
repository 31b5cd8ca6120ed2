package dev.tandem.features.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FixedPointTest {

  @Test
  void encode_halfOfTheLastPlace_goesToTheEvenNeighbour() {
    assertThat(FixedPoint.encode(0.125, 2)).isEqualTo(12);
    assertThat(FixedPoint.encode(0.375, 2)).isEqualTo(38);
    assertThat(FixedPoint.encode(-0.125, 2)).isEqualTo(-12);
  }

  @Test
  void encode_atTheLimit_isAccepted() {
    assertThat(FixedPoint.encode(0x1p62, 0)).isEqualTo(1L << 62);
    assertThat(FixedPoint.encode(-0x1p62, 0)).isEqualTo(-(1L << 62));
  }

  @Test
  void encode_beyondTheLimit_isRefused() {
    assertThatThrownBy(() -> FixedPoint.encode(1e13, 6))
        .isInstanceOf(NumberOverflowException.class)
        .hasMessage("found 1.0E13, allowed at scale 6: numbers within \u00b12^62 / 10^6");
  }

  @Test
  void decode_largestScale_isExact() {
    assertThat(FixedPoint.decode(FixedPoint.encode(1.5, 18), 18)).isEqualTo(1.5);
  }

  @Test
  void mean_ofThreeThirds_isRoundedOnce() {
    assertThat(FixedPoint.mean(100, 3, 2)).isEqualTo(1.0 / 3);
  }
}
