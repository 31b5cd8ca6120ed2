package dev.tandem.infra.benchmarks.trainingset;

import dev.tandem.features.declaration.AggregateFunction;
import java.util.List;

/** What features are computed per. */
enum Grouping {
  /** A user; distinct and last are of items. */
  USER("user", "item_id"),
  /** An item; distinct and last are of users. */
  ITEM("item", "user_id"),
  /** A user in a category; distinct and last are of items. */
  USER_CATEGORY("user_category", "item_id");

  private final String view;
  private final String partner;

  Grouping(String view, String partner) {
    this.view = view;
    this.partner = partner;
  }

  /** The name of the declared view that has the features: a user's hold those by category. */
  String declaredView() {
    return this == USER_CATEGORY ? USER.view : view;
  }

  /** The name of a feature in that view. */
  String feature(AggregateFunction function, Span span) {
    String name = function.declaredName() + "_" + span.name();
    return this == USER_CATEGORY ? name + "_in_category" : name;
  }

  /** A short name, of the view where there is one. */
  String view() {
    return view;
  }

  /** The columns of the key. */
  List<String> keys() {
    return switch (this) {
      case USER -> List.of("user_id");
      case ITEM -> List.of("item_id");
      case USER_CATEGORY -> List.of("user_id", "category");
    };
  }

  /** The column whose values are counted and listed. */
  String partner() {
    return partner;
  }
}
