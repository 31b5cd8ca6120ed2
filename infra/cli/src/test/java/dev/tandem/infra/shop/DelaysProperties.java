package dev.tandem.infra.shop;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DelaysProperties {
  private static final long HOUR = 3_600_000L;

  @Property
  void next_anyChain_staysInsideTheLabelWindows(@ForAll long seed) {
    ShopRandom random = ShopRandom.of(seed, 1);
    long impression = 1_700_000_000_000L;
    long click = Delays.next(EventType.CLICK, impression, impression, random);
    long cart = Delays.next(EventType.CART, impression, click, random);
    long purchase = Delays.next(EventType.PURCHASE, impression, cart, random);
    long rating = Delays.next(EventType.RATING, impression, purchase, random);

    assertThat(click).isStrictlyBetween(impression, impression + HOUR);
    assertThat(cart).isStrictlyBetween(click, impression + 24 * HOUR);
    assertThat(purchase).isStrictlyBetween(cart, impression + 72 * HOUR);
    assertThat(rating).isStrictlyBetween(purchase, impression + 7 * 24 * HOUR);
  }

  @Property
  void next_latestPossibleSteps_leaveRoomForTheNext(@ForAll long seed) {
    ShopRandom random = ShopRandom.of(seed, 2);

    assertThat(Delays.next(EventType.CART, 0, HOUR - 1, random)).isLessThan(24 * HOUR);
    assertThat(Delays.next(EventType.PURCHASE, 0, 24 * HOUR - 1, random)).isLessThan(72 * HOUR);
    assertThat(Delays.next(EventType.RATING, 0, 72 * HOUR - 1, random)).isLessThan(168 * HOUR);
  }
}
