package dev.tandem.serving.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.Test;

class NormalCurveTest {
  private final NormalCurve curve = new NormalCurve();

  @Test
  void below_knownValues_areThoseOfTheTables() {
    assertThat(curve.below(0)).isEqualTo(0.5);
    assertThat(curve.below(1)).isCloseTo(0.841344746068543, offset(1e-14));
    assertThat(curve.below(-1.959963984540054)).isCloseTo(0.025, offset(1e-11));
    assertThat(curve.below(3.0005)).isCloseTo(0.998652316231371, offset(1e-11));
    assertThat(curve.below(-9)).isZero();
    assertThat(curve.below(9)).isEqualTo(1);
    assertThat(curve.below(Math.nextDown(8.0))).isCloseTo(1, offset(1e-14));
  }

  @Test
  void below_betweenKnownValues_isTheIntegralOfTheDensity() {
    for (double x = -6; x < 6; x += 0.0137) {
      // Simpson's rule over a short stretch: its error is far below what is asked of the curve.
      double h = 0.001;
      double integral =
          h
              / 3
              * (NormalCurve.density(x)
                  + 4 * NormalCurve.density(x + h)
                  + NormalCurve.density(x + 2 * h));
      assertThat(curve.below(x + 2 * h) - curve.below(x)).isCloseTo(integral, offset(2e-11));
    }
  }
}
