package dev.tandem.infra.benchmarks.trainingset;

import dev.tandem.features.declaration.AggregateFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The workload as the fastest SQL for DuckDB that we found.
 *
 * <p>What was tried, and what it cost, is in {@code docs/benchmarks.md}. Prices are summed in
 * cents, as integers, so that sums have the same bits in any order. {@code l} are the rows, {@code
 * e} the events; both stay in memory.
 */
final class DuckDbQuery {
  private final Workload workload;

  DuckDbQuery(Workload workload) {
    this.workload = workload;
  }

  /** The statements, to be executed one after the other. */
  List<String> statements(Path log, Path parquet) {
    List<String> sql = new ArrayList<>();
    sql.add(events(log));
    sql.add(
        """
        CREATE TEMP TABLE l AS SELECT event_id, t, user_id, item_id, category FROM e
        WHERE event_id %% %d = 0 AND type = 'view' AND t <= (SELECT max(t) FROM e) - %d"""
            .formatted(Workload.EVERY, Workload.WITHIN.toMillis() - 1));
    for (Grouping grouping : Grouping.values()) {
      sql.addAll(
          grouping == Grouping.ITEM || !needsPairs(grouping) ? sorted(grouping) : pairs(grouping));
    }
    sql.addAll(newestItems());
    sql.add(bought());
    sql.add(result(parquet));
    return sql;
  }

  private static String events(Path log) {
    return """
        CREATE TEMP TABLE e AS
        SELECT event_id, "time" AS t, type, user_id, item_id, category, CAST(price * 100 AS BIGINT) AS p
        FROM read_csv('%s', header = true, auto_detect = false, delim = ',', quote = '', escape = '',
          columns = {'event_id': 'BIGINT', 'time': 'BIGINT', 'type': 'VARCHAR', 'user_id': 'BIGINT',
            'item_id': 'BIGINT', 'category': 'VARCHAR', 'brand': 'VARCHAR', 'price': 'DECIMAL(9,2)'})"""
        .formatted(log);
  }

  /**
   * Users and users in categories have few events, so that looking at each pair of a row and an
   * event of its month is faster than sorting; without extrema and distinct counts only the smaller
   * of the two is.
   */
  private boolean needsPairs(Grouping grouping) {
    return grouping == Grouping.USER_CATEGORY
        || workload.has(AggregateFunction.MIN)
        || workload.has(AggregateFunction.MAX);
  }

  private List<String> pairs(Grouping grouping) {
    List<String> columns = new ArrayList<>();
    columns.add("l.event_id");
    for (Span span : Span.ALL) {
      String inside = "e.t >= l.t - " + span.millis();
      columns.add("count(*) FILTER (%s) AS c_%s".formatted(inside, span.name()));
      columns.add("sum(p) FILTER (%s) AS s_%s".formatted(inside, span.name()));
      if (workload.has(AggregateFunction.MIN)) {
        columns.add("min(p) FILTER (%s) AS min_%s".formatted(inside, span.name()));
      }
      if (workload.has(AggregateFunction.MAX)) {
        columns.add("max(p) FILTER (%s) AS max_%s".formatted(inside, span.name()));
      }
      if (workload.has(AggregateFunction.COUNT_DISTINCT)) {
        columns.add(
            "count(*) FILTER (%s AND following >= l.t) AS d_%s".formatted(inside, span.name()));
      }
    }
    columns.add("max(e.t) AS newest");
    columns.add("max_by(e.v, e.t) AS v");
    String following =
        workload.has(AggregateFunction.COUNT_DISTINCT) ? ", " + following(grouping) : "";
    return List.of(
        "CREATE TEMP TABLE g_%s AS SELECT %s FROM l JOIN (SELECT %s, t, p, %s AS v%s FROM e) e ON %s AND e.t < l.t AND e.t >= l.t - %d GROUP BY 1"
            .formatted(
                grouping.view(),
                String.join(", ", columns),
                keys(grouping, ""),
                grouping.partner(),
                following,
                agree(grouping, "e"),
                Span.ALL.get(Span.ALL.size() - 1).millis()));
  }

  /** When the same value comes next; an event stands for its value until then. */
  private static String following(Grouping grouping) {
    return "coalesce(lead(t) OVER (PARTITION BY %s, %s ORDER BY t), 9000000000000000000) AS following"
        .formatted(keys(grouping, ""), grouping.partner());
  }

  /** Counts and sums as differences of running ones, found by ASOF joins; extrema by frames. */
  private List<String> sorted(Grouping grouping) {
    String view = grouping.view();
    String keys = keys(grouping, "");
    boolean distinct = workload.has(AggregateFunction.COUNT_DISTINCT);
    List<String> sql = new ArrayList<>();
    sql.add(
        "CREATE TEMP TABLE r_%s AS SELECT %s, t, count(*) OVER w AS c, sum(p) OVER w AS s, %s AS v%s FROM e WINDOW w AS (PARTITION BY %s ORDER BY t)"
            .formatted(
                view, keys, grouping.partner(), distinct ? ", " + following(grouping) : "", keys));
    sql.add(
        "CREATE TEMP TABLE a_%s AS SELECT l.event_id, c, s, v, r.t AS newest FROM l ASOF LEFT JOIN r_%s r ON %s AND l.t > r.t"
            .formatted(view, view, agree(grouping, "r")));
    for (Span span : Span.ALL) {
      sql.add(
          "CREATE TEMP TABLE a_%s_%s AS SELECT l.event_id, c, s FROM l ASOF LEFT JOIN r_%s r ON %s AND l.t - %d > r.t"
              .formatted(view, span.name(), view, agree(grouping, "r"), span.millis()));
      if (distinct) {
        sql.add(gone(grouping, span));
      }
    }
    boolean extrema = workload.has(AggregateFunction.MIN) || workload.has(AggregateFunction.MAX);
    if (extrema) {
      sql.add(frames(grouping));
    }
    sql.add(gathered(grouping, extrema));
    created(sql).filter(table -> !table.startsWith("g_")).forEach(t -> sql.add("DROP TABLE " + t));
    return sql;
  }

  /** The tables that statements create. */
  private static Stream<String> created(List<String> sql) {
    return List.copyOf(sql).stream().map(statement -> statement.split(" ", 5)[3]);
  }

  /** How many values have left a window by the time of a row. */
  private static String gone(Grouping grouping, Span span) {
    String keys = keys(grouping, "");
    return "CREATE TEMP TABLE d_%s_%s AS SELECT l.event_id, c FROM l ASOF LEFT JOIN (SELECT %s, x, count(*) OVER (PARTITION BY %s ORDER BY x) AS c FROM (SELECT %s, least(following, t + %d) AS x FROM r_%s)) r ON %s AND l.t > r.x"
        .formatted(
            grouping.view(),
            span.name(),
            keys,
            keys,
            keys,
            span.millis(),
            grouping.view(),
            agree(grouping, "r"));
  }

  private String frames(Grouping grouping) {
    List<String> columns = new ArrayList<>();
    List<String> windows = new ArrayList<>();
    for (Span span : Span.ALL) {
      for (String extremum : List.of("min", "max")) {
        if (workload.has(AggregateFunction.parse(extremum).orElseThrow())) {
          columns.add(
              "%s(p) OVER w_%s AS %s_%s".formatted(extremum, span.name(), extremum, span.name()));
        }
      }
      windows.add(
          "w_%s AS (PARTITION BY %s ORDER BY t RANGE BETWEEN %d PRECEDING AND 1 PRECEDING)"
              .formatted(span.name(), keys(grouping, ""), span.millis()));
    }
    return "CREATE TEMP TABLE f_%s AS SELECT event_id, %s FROM e WINDOW %s QUALIFY event_id %% %d = 0 AND type = 'view'"
        .formatted(
            grouping.view(),
            String.join(", ", columns),
            String.join(", ", windows),
            Workload.EVERY);
  }

  private String gathered(Grouping grouping, boolean extrema) {
    String view = grouping.view();
    List<String> columns = new ArrayList<>(List.of("a.event_id", "a.newest", "a.v"));
    StringBuilder from = new StringBuilder("a_" + view + " a");
    for (Span span : Span.ALL) {
      String n = span.name();
      columns.add("coalesce(a.c, 0) - coalesce(a_%s.c, 0) AS c_%s".formatted(n, n));
      columns.add("coalesce(a.s, 0) - coalesce(a_%s.s, 0) AS s_%s".formatted(n, n));
      from.append(" JOIN a_%s_%s a_%s USING (event_id)".formatted(view, n, n));
      if (workload.has(AggregateFunction.COUNT_DISTINCT)) {
        columns.add("coalesce(a.c, 0) - coalesce(d_%s.c, 0) AS d_%s".formatted(n, n));
        from.append(" JOIN d_%s_%s d_%s USING (event_id)".formatted(view, n, n));
      }
    }
    if (extrema) {
      columns.add("f.* EXCLUDE (event_id)");
      from.append(" JOIN f_%s f USING (event_id)".formatted(view));
    }
    return "CREATE TEMP TABLE g_%s AS SELECT %s FROM %s"
        .formatted(view, String.join(", ", columns), from);
  }

  /** Lists of twenty are made once, from aggregates of fixed size; a row needs at most two. */
  private static List<String> newestItems() {
    int n = Workload.LISTED;
    String items =
        IntStream.range(0, n)
            .mapToObj(i -> "max(item_id) FILTER (n %% %d = %d)".formatted(n, i))
            .collect(Collectors.joining(", ", "[", "]"));
    return List.of(
        "CREATE TEMP TABLE n_event AS SELECT user_id, t, item_id, row_number() OVER (PARTITION BY user_id ORDER BY t) - 1 AS n FROM e",
        "CREATE TEMP TABLE n_row AS SELECT l.event_id, l.user_id, r.n + 1 AS n FROM l ASOF JOIN (SELECT user_id, t, max(n) AS n FROM n_event GROUP BY ALL) r ON l.user_id = r.user_id AND l.t > r.t",
        "CREATE TEMP TABLE n_list AS SELECT user_id, n // %d AS b, %s AS items FROM n_event GROUP BY ALL"
            .formatted(n, items),
        "DROP TABLE n_event",
        """
        CREATE TEMP TABLE newest AS
        SELECT r.event_id, list_reverse(list_concat(
          coalesce(b.items[r.n %% %d + 1 :], []), coalesce(a.items[1 : r.n %% %d], []))) AS items
        FROM n_row r
        LEFT JOIN n_list a ON a.user_id = r.user_id AND a.b = r.n // %d
        LEFT JOIN n_list b ON b.user_id = r.user_id AND b.b = r.n // %d - 1"""
            .formatted(n, n, n, n),
        "DROP TABLE n_list");
  }

  private static String bought() {
    return "CREATE TEMP TABLE bought AS SELECT l.event_id, CASE WHEN b.t < l.t + %d THEN 1 ELSE 0 END AS bought FROM l ASOF LEFT JOIN (SELECT user_id, item_id, t FROM e WHERE type = 'buy') b ON l.user_id = b.user_id AND l.item_id = b.item_id AND l.t <= b.t"
        .formatted(Workload.WITHIN.toMillis());
  }

  private String result(Path parquet) {
    List<String> columns = new ArrayList<>();
    columns.add("l.event_id, l.t, l.user_id, l.item_id, l.category");
    StringBuilder from = new StringBuilder("l");
    for (Grouping grouping : Grouping.values()) {
      from.append(" LEFT JOIN g_%s USING (event_id)".formatted(grouping.view()));
      for (AggregateFunction function : workload.functions()) {
        for (Span span : Span.ALL) {
          columns.add(
              value(grouping, function, span)
                  + " AS \""
                  + Workload.column(grouping, function, span)
                  + "\"");
        }
      }
    }
    from.append(" LEFT JOIN newest USING (event_id) JOIN bought USING (event_id)");
    columns.add("coalesce(newest.items, []) AS \"" + Workload.listColumn() + "\"");
    columns.add("bought.bought AS \"" + Workload.labelColumn() + "\"");
    return "COPY (SELECT %s FROM %s) TO '%s' (FORMAT parquet)"
        .formatted(String.join(", ", columns), from, parquet);
  }

  private static String value(Grouping grouping, AggregateFunction function, Span span) {
    String of = "g_" + grouping.view() + ".";
    String n = span.name();
    String count = "coalesce(" + of + "c_" + n + ", 0)";
    String sum = "CAST(coalesce(" + of + "s_" + n + ", 0) AS DOUBLE)";
    return switch (function) {
      case COUNT -> count;
      case SUM -> sum + " / 100";
      case MEAN -> "CASE WHEN " + count + " > 0 THEN " + sum + " / (" + count + " * 100e0) END";
      case MIN -> "CAST(" + of + "min_" + n + " AS DOUBLE) / 100";
      case MAX -> "CAST(" + of + "max_" + n + " AS DOUBLE) / 100";
      case COUNT_DISTINCT -> "coalesce(" + of + "d_" + n + ", 0)";
      case LAST -> "CASE WHEN " + of + "newest >= l.t - " + span.millis() + " THEN " + of + "v END";
      default -> throw new IllegalArgumentException(function + " is not in the workload");
    };
  }

  private static String keys(Grouping grouping, String prefix) {
    return grouping.keys().stream().map(prefix::concat).collect(Collectors.joining(", "));
  }

  private static String agree(Grouping grouping, String events) {
    return grouping.keys().stream()
        .map(key -> "l." + key + " = " + events + "." + key)
        .collect(Collectors.joining(" AND "));
  }
}
