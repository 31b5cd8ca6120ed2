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
        user_category: {key: {user_id: int64, category: string}}
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
          request: {event_id: int64}
          features: [event_id, user, item, user_category]
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
    for (Grouping grouping : Grouping.values()) {
      yaml.append("  %s:\n    entity: %s\n".formatted(grouping.view(), grouping.view()));
      yaml.append("    source: events\n    features:\n");
      for (AggregateFunction function : workload.functions()) {
        for (Span span : Span.ALL) {
          yaml.append(feature(grouping, function, span));
        }
      }
      if (grouping == Grouping.USER) {
        yaml.append(
            "      newest_items: {aggregate: last_n, field: item_id, n: %d}\n"
                .formatted(Workload.LISTED));
      }
    }
    return yaml + TAIL.formatted(Workload.WITHIN.toDays() + "d", Workload.EVERY);
  }

  private static String feature(Grouping grouping, AggregateFunction function, Span span) {
    String field =
        switch (function) {
          case COUNT, LAST_N -> "";
          case SUM, MEAN -> ", field: price, scale: 2";
          case MIN, MAX -> ", field: price";
          case LAST, COUNT_DISTINCT -> ", field: " + grouping.partner();
        };
    return "      %s_%s: {aggregate: %s%s, window: %s, resolution: 1ms}\n"
        .formatted(
            function.declaredName(), span.name(), function.declaredName(), field, span.name());
  }
}
