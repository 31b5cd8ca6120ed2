package dev.tandem.training.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SquashingTest {
  /** From far below to far above where the functions are flat, and the smallest numbers. */
  private static float[] numbers() {
    float[] numbers = new float[40_003];
    for (int i = 0; i <= 40_000; i++) {
      numbers[i] = (i - 20_000) / 800f;
    }
    numbers[40_001] = Float.MIN_VALUE;
    numbers[40_002] = -1e30f;
    return numbers;
  }

  @Test
  void tanh_isTheHyperbolicTangent() {
    float[] x = numbers();
    float[] y = x.clone();
    Squashing.tanh(y, y.length);
    for (int i = 0; i < x.length; i++) {
      assertThat((double) y[i]).isCloseTo(Math.tanh(x[i]), within(3e-7));
    }
  }

  @Test
  void logistic_isTheLogisticFunction_andLeavesTheRest() {
    float[] x = numbers();
    float[] y = x.clone();
    Squashing.logistic(y, y.length - 1);
    for (int i = 0; i < x.length - 1; i++) {
      assertThat((double) y[i]).isCloseTo(1 / (1 + Math.exp(-x[i])), within(3e-7));
    }
    assertThat(y[x.length - 1]).isEqualTo(x[x.length - 1]);
  }
}
