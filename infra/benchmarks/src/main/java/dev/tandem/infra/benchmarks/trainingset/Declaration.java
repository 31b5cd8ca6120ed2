package dev.tandem.infra.benchmarks.trainingset;

import dev.tandem.features.declaration.AggregateFunction;

/** The workload as Tandem's declaration. */
final class Declaration {
  static final String SOURCE = "events";
  static final String TRAINING_SET = "rows";

  private static final String HEAD =
      """
      project: benchmark
      entities:
        user: {key: {user_id: int64}}
        item: {key: {item_id: int64}}
      sources:
        events:
          format: csv
          path: %s
          fields:
            event_id: int64
            time: {type: timestamp, unit: milliseconds}
            type: string
            user_id: int64
            item_id: int64
            category: string
            price: float64
          event_time: time
          event_id: [event_id]
      views:
      """;

  private static final String TAIL =
      """
      services:
        training:
          request: {event_id: int64, category: string}
          features: [event_id, user, item]
      labels:
        bought: {source: events, where: type == 'buy', on: [user_id, item_id], within: %s}
      training_sets:
        rows: {source: events, where: "event_id %% %d == 0 && type == 'view'", service: training, labels: [bought]}
      """;

  private Declaration() {}

  /**
   * The YAML text.
   *
   * @param file the log's file
   */
  static String of(Workload workload, String file) {
    StringBuilder yaml = new StringBuilder(HEAD.formatted(file));
    view(Grouping.USER, yaml);
    features(workload, Grouping.USER, yaml);
    features(workload, Grouping.USER_CATEGORY, yaml);
    yaml.append(
        "      newest_items: {aggregate: last_n, field: item_id, n: %d}\n"
            .formatted(Workload.LISTED));
    view(Grouping.ITEM, yaml);
    features(workload, Grouping.ITEM, yaml);
    return yaml + TAIL.formatted(Workload.WITHIN.toDays() + "d", Workload.EVERY);
  }

  private static void view(Grouping grouping, StringBuilder yaml) {
    yaml.append("  %s:\n    entity: %s\n".formatted(grouping.view(), grouping.view()));
    yaml.append("    source: events\n    features:\n");
  }

  private static void features(Workload workload, Grouping grouping, StringBuilder yaml) {
    for (AggregateFunction function : workload.functions()) {
      for (Span span : Span.ALL) {
        yaml.append(feature(grouping, function, span));
      }
    }
  }

  private static String feature(Grouping grouping, AggregateFunction function, Span span) {
    String field =
        switch (function) {
          case SUM, MEAN -> ", field: price, scale: 2";
          case MIN, MAX -> ", field: price";
          case LAST, COUNT_DISTINCT -> ", field: " + grouping.partner();
          default -> "";
        };
    return "      %s: {aggregate: %s%s, window: %s, resolution: 1ms%s}\n"
        .formatted(
            grouping.feature(function, span),
            function.declaredName(),
            field,
            span.name(),
            grouping == Grouping.USER_CATEGORY ? ", by: category" : "");
  }
}
