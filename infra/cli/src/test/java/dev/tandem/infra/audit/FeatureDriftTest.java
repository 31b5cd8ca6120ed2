package dev.tandem.infra.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureDriftTest {
  @Test
  void psi_equalShares_isZero() {
    assertThat(FeatureDrift.psi(new long[] {0, 10, 30}, new long[] {0, 10, 30})).isZero();
  }

  @Test
  void psi_otherShares_isTheSumOverBins() {
    double p = 10.5 / 41;
    double q = 30.5 / 41;
    double expected = (q - p) * Math.log(q / p) + (p - q) * Math.log(p / q);

    assertThat(FeatureDrift.psi(new long[] {10, 30}, new long[] {30, 10}))
        .isEqualTo(expected, within(1e-12));
  }

  @Test
  void psi_emptyBin_isFinite() {
    assertThat(FeatureDrift.psi(new long[] {100, 0}, new long[] {0, 100})).isFinite().isPositive();
  }

  @ParameterizedTest
  @CsvSource({"0, stable", "0.0999, stable", "0.1, shifted", "0.25, shifted", "0.2501, drifted"})
  void word_thresholds_areATenthAndAQuarter(double psi, String word) {
    assertThat(new FeatureDrift("f", psi, 0, 0, 0).word()).isEqualTo(word);
  }
}
