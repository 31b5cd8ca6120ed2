package dev.tandem.training.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedDifferenceTest {

  /** Student's own example: hours of sleep gained with two drugs (Biometrika 1908), p = 0.00283. */
  @Test
  void of_studentsSleep_agreesWithHisTest() {
    PairedDifference difference =
        PairedDifference.of(
            new double[] {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0},
            new double[] {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4});
    assertThat(difference.pairs()).isEqualTo(10);
    assertThat(difference.mean()).isCloseTo(1.58, within(1e-12));
    assertThat(difference.deviation()).isCloseTo(1.2299955, within(1e-6));
    assertThat(difference.probability().getAsDouble()).isCloseTo(0.00283289, within(1e-8));
  }

  @Test
  void probability_oppositeDirection_isTheSame() {
    double[] some = {1, 2, 3.5};
    double[] others = {1.5, 2.2, 3.6};
    assertThat(PairedDifference.of(some, others).probability())
        .isEqualTo(PairedDifference.of(others, some).probability());
  }

  @Test
  void probability_onePairOrNoDifference_isUnknown() {
    assertThat(PairedDifference.of(new double[] {1}, new double[] {2}).probability()).isEmpty();
    assertThat(PairedDifference.of(new double[] {1, 2}, new double[] {1, 2}).probability())
        .isEmpty();
  }

  @Test
  void probability_alwaysTheSameDifference_isCertain() {
    assertThat(PairedDifference.of(new double[] {1, 2}, new double[] {2, 3}).probability())
        .hasValue(0);
  }

  @Test
  void of_notPairs_isRefused() {
    assertThatThrownBy(() -> PairedDifference.of(new double[1], new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 numbers and 2");
  }
}
