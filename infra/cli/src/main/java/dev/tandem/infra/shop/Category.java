package dev.tandem.infra.shop;

import java.util.Locale;

/** The departments of the shop. */
enum Category {
  ELECTRONICS(1.4, 0.55),
  BOOKS(1.2, -0.45),
  GARDEN(0.7, 0.05),
  KITCHEN(1.0, 0.0),
  TOYS(0.9, -0.25),
  SHOES(1.1, 0.3),
  CLOTHING(1.5, 0.0),
  SPORTS(0.9, 0.2),
  BEAUTY(1.0, -0.3),
  MUSIC(0.5, -0.1),
  PETS(0.6, -0.2),
  OFFICE(0.6, -0.05);

  private static final Category[] ALL = values();

  /** How much of the range and of the demand it has, relative to the others. */
  final double weight;

  /** The natural logarithm of its price level relative to the shop's. */
  final double priceLevel;

  Category(double weight, double priceLevel) {
    this.weight = weight;
    this.priceLevel = priceLevel;
  }

  /** How many there are. */
  static int count() {
    return ALL.length;
  }

  static Category of(int ordinal) {
    return ALL[ordinal];
  }

  /** As the log writes it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
