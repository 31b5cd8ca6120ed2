package dev.tandem.infra.shop;

import java.util.Locale;

/** What a customer looks at the shop with. */
enum Device {
  MOBILE(0.0, -0.15),
  DESKTOP(0.3, 0.35),
  TABLET(-0.25, 0.0);

  /** What it adds to the log-odds of a click. */
  final double clickEffect;

  /** What it adds to the log-odds of a cart after a click. */
  final double cartEffect;

  Device(double clickEffect, double cartEffect) {
    this.clickEffect = clickEffect;
    this.cartEffect = cartEffect;
  }

  /** Six in ten mobile, three desktop, one tablet. */
  static Device draw(ShopRandom random) {
    double u = random.uniform();
    return u < 0.6 ? MOBILE : u < 0.9 ? DESKTOP : TABLET;
  }

  /** As the log writes it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
