package dev.tandem.pipelines;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.yaml.ProjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A small shop: its declarations, and events that look like a shop's. */
final class ShopProject {
  /** The first event's earliest time, in UTC epoch milliseconds. */
  static final long START = 1_700_000_000_000L;

  private static final String YAML =
      """
      project: shop
      entities:
        user: {key: {user_id: int64}}
        item: {key: {item_id: string}}
        user_category: {key: {user_id: int64, category: string}}
      sources:
        behaviours:
          format: csv
          path: behaviours.csv
          header: false
          fields:
            user_id: int64
            item_id: string
            category: string
            behaviour: {type: string, allowed: [pv, cart, fav, buy]}
            price: {type: float64, optional: true, min: 0, max: 10000}
            position: int64
            time: {type: timestamp, unit: milliseconds}
          event_time: time
          event_id: [user_id, item_id, behaviour, time]
          max_dead_letter_share: 0.2
      views:
        user_activity:
          entity: user
          source: behaviours
          ttl: 2d
          features:
            views_1h: {aggregate: count, where: behaviour == 'pv', window: 1h}
            carts_1d: {aggregate: count, where: behaviour == 'cart', window: 1d}
            spend_1d: {aggregate: sum, field: price, where: behaviour == 'buy', window: 1d, scale: 2}
            mean_price: {aggregate: mean, field: price, scale: 2, default: 0}
            items_1d: {aggregate: count_distinct, field: item_id, window: 1d}
            last_items: {aggregate: last_n, field: item_id, n: 3}
        item_popularity:
          entity: item
          source: behaviours
          features:
            views_1d: {aggregate: count, where: behaviour == 'pv', window: 1d}
            highest_price: {aggregate: max, field: price}
        user_category_activity:
          entity: user_category
          source: behaviours
          features:
            views_1d: {aggregate: count, window: 1d}
        user_items:
          entity: user
          source: behaviours
          features:
            last_item: {aggregate: last, field: item_id}
      on_demand:
        hour: hour_of_day(request_time)
        cart_rate: ratio(user_activity.carts_1d, user_activity.views_1h)
      services:
        ranking:
          request: {position: int64}
          features: [user_id, item_id, user_activity, item_popularity.views_1d, \
      item_popularity.highest_price, user_category_activity, user_items, hour, cart_rate, position]
      labels:
        cart: {source: behaviours, where: behaviour == 'cart', on: [user_id, item_id], within: 2h}
        purchase: {source: behaviours, where: behaviour == 'buy', on: [user_id, item_id], within: 6h}
        paid: {source: behaviours, where: behaviour == 'buy', on: [user_id], within: 1h, value: price}
        later: {source: behaviours, where: behaviour == 'pv', on: [user_id], after: 30m, within: 3h, \
      value: price, delay: true}
        dear: {source: behaviours, of_row: price > 25.0}
        shown_at: {source: behaviours, of_row: position + 1}
      training_sets:
        ranking_rows: {source: behaviours, where: behaviour == 'pv', service: ranking, \
      labels: [cart, purchase, paid]}
        mixed_rows: {source: behaviours, where: behaviour == 'pv', service: ranking, \
      labels: [dear, later, cart, shown_at]}
        sampled_rows: {source: behaviours, where: behaviour == 'pv', service: ranking, \
      labels: [dear, later, cart, shown_at], negatives: {label: dear, keep: 0.25}}
      """;

  private ShopProject() {}

  /** The declarations with pieces of their text replaced, each by the text after it. */
  static Project in(Path folder, String... replacements) {
    String yaml = YAML;
    for (int i = 0; i < replacements.length; i += 2) {
      if (!yaml.contains(replacements[i])) {
        throw new IllegalArgumentException("the declarations do not have: " + replacements[i]);
      }
      yaml = yaml.replace(replacements[i], replacements[i + 1]);
    }
    return read(folder, yaml);
  }

  /** The declarations with a window for every feature. */
  static Project windowed(Path folder) {
    return read(
        folder,
        YAML.replace("mean_price: {", "mean_price: {window: 2h, ")
            .replace("last_items: {", "last_items: {window: 6h, ")
            .replace("highest_price: {", "highest_price: {window: 3h, ")
            .replace("last_item: {", "last_item: {window: 5h, "));
  }

  private static Project read(Path folder, String yaml) {
    try {
      Path file = folder.resolve("tandem.yaml");
      Files.writeString(file, yaml, StandardCharsets.UTF_8);
      return ProjectReader.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows of 3 days, some times shared by many, some rows twice. */
  static List<String> rows(int count, long seed) {
    Random random = new Random(seed);
    List<String> rows = new ArrayList<>();
    String[] behaviours = {"pv", "pv", "pv", "pv", "cart", "fav", "buy"};
    for (int i = 0; i < count; i++) {
      if (i % 50 == 49) {
        rows.add(rows.get(random.nextInt(rows.size())));
        continue;
      }
      // Whole minutes, so that many events share a time.
      long time = START + 60_000L * random.nextInt(3 * 24 * 60);
      int item = random.nextInt(40);
      rows.add(
          String.format(
              Locale.ROOT,
              "%d,item-%d,%s,%s,%s,%d,%d",
              random.nextInt(30),
              item,
              "c" + item % 5,
              behaviours[random.nextInt(behaviours.length)],
              random.nextInt(4) == 0 ? "" : String.format(Locale.ROOT, "%.2f", item * 1.37 + 0.1),
              random.nextInt(20),
              time));
    }
    return rows;
  }

  /** Writes a file of rows. */
  static Path write(Path file, List<String> rows) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, String.join("\n", rows) + "\n", StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
