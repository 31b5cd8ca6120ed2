package dev.tandem.infra.shop;

import java.util.Locale;

/** What can happen to an impression; each needs the one before. */
enum EventType {
  IMPRESSION,
  CLICK,
  CART,
  PURCHASE,
  RATING;

  /** As the log writes it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
