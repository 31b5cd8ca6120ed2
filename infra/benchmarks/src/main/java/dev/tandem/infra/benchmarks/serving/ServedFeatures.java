package dev.tandem.infra.benchmarks.serving;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.yaml.ProjectReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The service that is read: features of a user and of each candidate item over an hour, a day, a
 * week and a month, some of them apart for each category, and a few on demand.
 *
 * <p>A larger service has the features of a smaller one and more of them.
 */
public final class ServedFeatures {
  /** The name of the service. */
  public static final String SERVICE = "ranking";

  static final String USER_VIEW = "user_activity";
  static final String ITEM_VIEW = "item_popularity";
  static final String BY_CATEGORY = "_of_category";

  private static final List<String> WINDOWS = List.of("1h", "1d", "7d", "30d");
  private static final List<String> BEHAVIOURS = List.of("pv", "cart", "buy", "fav");
  private static final String HEAD =
      """
      project: serving
      entities:
        user: {key: {user_id: int64}}
        item: {key: {item_id: int64}}
      sources:
        behaviours:
          format: csv
          path: behaviours.csv
          header: true
          fields:
            user_id: int64
            item_id: int64
            category: string
            behaviour: {type: string, allowed: [pv, cart, fav, buy]}
            price: float64
            time: {type: timestamp, unit: milliseconds}
          event_time: time
          event_id: [user_id, item_id, time]
      views:
      """;
  private static final String ON_DEMAND =
      """
      on_demand:
        hour: hour_of_day(request_time)
        weekday: day_of_week(request_time)
        cart_rate: ratio(item_popularity.count_cart_7d, item_popularity.count_pv_7d)
        price_gap: item_popularity.mean_price_7d - user_activity.mean_price_7d
      """;
  private static final int OTHERS = 6; // item_id, position and those on demand

  private ServedFeatures() {}

  /**
   * The declarations of a service.
   *
   * @param features how many the service has, from 30 to 300
   */
  public static Project declare(int features) {
    if (features < 30 || features > 300) {
      throw new IllegalArgumentException("features: found " + features + ", allowed: 30 to 300");
    }
    try {
      Path file = Files.createTempFile("serving", ".yaml");
      try {
        Files.writeString(file, yaml(features));
        return ProjectReader.read(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("writing declarations", e);
    }
  }

  private static String yaml(int features) {
    List<String> user = new ArrayList<>(common("item_id"));
    user.addAll(6, byCategory().subList(0, 4));
    user.addAll(byCategory().subList(4, byCategory().size()));
    List<String> item = new ArrayList<>(List.of("category: {aggregate: last, field: category}"));
    item.addAll(common("user_id"));
    int ofViews = features - OTHERS;
    int ofUser = ofViews / 2;
    StringBuilder yaml = new StringBuilder(HEAD);
    view(yaml, USER_VIEW, "user", user.subList(0, ofUser));
    view(yaml, ITEM_VIEW, "item", item.subList(0, ofViews - ofUser));
    yaml.append(ON_DEMAND);
    yaml.append("services:\n  ").append(SERVICE).append(":\n    request: {position: int64}\n");
    yaml.append("    features: [item_id, position, hour, weekday, cart_rate, price_gap, ");
    yaml.append(USER_VIEW).append(", ").append(ITEM_VIEW).append("]\n");
    return yaml.toString();
  }

  private static void view(StringBuilder yaml, String view, String entity, List<String> features) {
    yaml.append("  %s:\n    entity: %s\n    source: behaviours\n".formatted(view, entity));
    yaml.append("    ttl: 60d\n    features:\n");
    features.forEach(feature -> yaml.append("      ").append(feature).append('\n'));
  }

  /** In the order of how soon a team would ask for them. */
  private static List<String> common(String other) {
    List<String> features = new ArrayList<>();
    each(features, "count_%1$s_%2$s: {aggregate: count, where: behaviour == '%1$s'", "pv");
    features.add("last_price: {aggregate: last, field: price}");
    features.add("since_pv: {aggregate: time_since_last, where: behaviour == 'pv'}");
    each(features, "mean_price_%2$s: {aggregate: mean, field: price, scale: 2");
    each(features, "count_%1$s_%2$s: {aggregate: count, where: behaviour == '%1$s'", "cart");
    each(features, "distinct_%2$s: {aggregate: count_distinct, field: " + other);
    each(
        features,
        "sum_%1$s_%2$s: {aggregate: sum, field: price, scale: 2, where: behaviour == '%1$s'",
        "buy");
    features.add("last_5: {aggregate: last_n, n: 5, field: " + other + "}");
    each(features, "min_price_%2$s: {aggregate: min, field: price");
    each(features, "max_price_%2$s: {aggregate: max, field: price");
    each(features, "count_%1$s_%2$s: {aggregate: count, where: behaviour == '%1$s'", "buy", "fav");
    each(features, "count_%2$s: {aggregate: count");
    each(features, "sum_price_%2$s: {aggregate: sum, field: price, scale: 2");
    for (String function : List.of("mean", "min", "max", "sum")) {
      each(
          features,
          function
              + "_price_%1$s_%2$s: {aggregate: "
              + function
              + ", field: price, where: behaviour == '%1$s'"
              + (function.startsWith("m") && !function.equals("mean") ? "" : ", scale: 2"),
          BEHAVIOURS.toArray(String[]::new));
    }
    each(
        features,
        "distinct_%1$s_%2$s: {aggregate: count_distinct, field: "
            + other
            + ", where: behaviour == '%1$s'",
        BEHAVIOURS.toArray(String[]::new));
    for (String behaviour : List.of("cart", "buy", "fav")) {
      features.add(
          "last_price_%1$s: {aggregate: last, field: price, where: behaviour == '%1$s'}"
              .formatted(behaviour));
      features.add(
          "since_%1$s: {aggregate: time_since_last, where: behaviour == '%1$s'}"
              .formatted(behaviour));
    }
    return features;
  }

  private static List<String> byCategory() {
    List<String> features = new ArrayList<>();
    for (String behaviour : BEHAVIOURS) {
      for (String window : WINDOWS) {
        features.add(
            "count_%1$s_%2$s%3$s: {aggregate: count, where: behaviour == '%1$s', window: %2$s, by: {field: category, key: item_popularity.category}}"
                .formatted(behaviour, window, BY_CATEGORY));
      }
    }
    return features;
  }

  private static void each(List<String> features, String form, String... behaviours) {
    for (String behaviour : behaviours.length == 0 ? new String[] {""} : behaviours) {
      for (String window : WINDOWS) {
        features.add(form.formatted(behaviour, window) + ", window: " + window + "}");
      }
    }
  }
}
