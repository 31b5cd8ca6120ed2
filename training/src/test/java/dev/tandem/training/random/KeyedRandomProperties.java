package dev.tandem.training.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class KeyedRandomProperties {
  private static final int COUNT = 20_000;

  @Property(tries = 20)
  void uniform_hasTheMomentsOfItsDistribution(@ForAll long seed, @ForAll long other) {
    long key = KeyedRandom.key(seed, other);
    double sum = 0;
    double squares = 0;
    double products = 0;
    for (int i = 0; i < COUNT; i++) {
      double x = KeyedRandom.uniform(key, i);
      assertThat(x).isBetween(0.0, Math.nextDown(1.0));
      sum += x;
      squares += x * x;
      products += (x - 0.5) * (KeyedRandom.uniform(key, i + 1L) - 0.5);
    }
    // Six deviations.
    assertThat(sum / COUNT).isCloseTo(0.5, within(0.013));
    assertThat(squares / COUNT).isCloseTo(1.0 / 3, within(0.013));
    assertThat(products / COUNT).isCloseTo(0, within(0.004));
  }

  @Property(tries = 20)
  void normal_hasTheMomentsOfItsDistribution(@ForAll long key) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < COUNT; i++) {
      double x = KeyedRandom.normal(key, i);
      sum += x;
      squares += x * x;
    }
    assertThat(sum / COUNT).isCloseTo(0, within(0.045));
    assertThat(squares / COUNT).isCloseTo(1, within(0.06));
  }

  @Property(tries = 50)
  void key_ofNeighbours_isUnlike(@ForAll long seed, @ForAll long step) {
    long distance = KeyedRandom.key(seed, step) ^ KeyedRandom.key(seed, step + 1);
    assertThat(Long.bitCount(distance)).isBetween(8, 56);
  }
}
