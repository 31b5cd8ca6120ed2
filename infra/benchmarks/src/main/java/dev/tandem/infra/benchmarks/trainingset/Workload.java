package dev.tandem.infra.benchmarks.trainingset;

import dev.tandem.features.declaration.AggregateFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is computed: for every view event whose number is a multiple of nine, a tenth of all, the
 * features of its user, item and user in the item's category as of its time, the user's newest
 * items, and whether the user bought the item within a day.
 *
 * @param functions the aggregates, each over every {@link Span} for every {@link Grouping}
 */
record Workload(EventLog log, Set<AggregateFunction> functions) {
  /** The functions there are. */
  static final Set<AggregateFunction> ALL =
      EnumSet.of(
          AggregateFunction.COUNT,
          AggregateFunction.SUM,
          AggregateFunction.MEAN,
          AggregateFunction.MIN,
          AggregateFunction.MAX,
          AggregateFunction.LAST,
          AggregateFunction.COUNT_DISTINCT);

  /** How many of the newest items are listed. */
  static final int LISTED = 20;

  /** How long after the row a purchase counts. */
  static final Duration WITHIN = Duration.ofDays(1);

  /** Which events are rows, in SQL and in the expression language. */
  static final int EVERY = 9;

  Workload {
    functions = EnumSet.copyOf(functions);
  }

  /** The names of the functions to leave out, in declarations or as SQL says it. */
  static Workload without(EventLog log, List<String> names) {
    Set<AggregateFunction> functions = EnumSet.copyOf(ALL);
    for (String name : names) {
      AggregateFunction function =
          name.equals("distinct")
              ? AggregateFunction.COUNT_DISTINCT
              : AggregateFunction.parse(name)
                  .filter(ALL::contains)
                  .orElseThrow(() -> new IllegalArgumentException(refusal(name)));
      functions.remove(function);
    }
    if (functions.isEmpty()) {
      throw new IllegalArgumentException("nothing is left to compute");
    }
    return new Workload(log, functions);
  }

  private static String refusal(String name) {
    return "'"
        + name
        + "' is no aggregate of the benchmark; there are: "
        + ALL.stream().map(AggregateFunction::declaredName).collect(Collectors.joining(", "));
  }

  boolean has(AggregateFunction function) {
    return functions.contains(function);
  }

  /** The names of the aggregates that are left out. */
  List<String> without() {
    return ALL.stream()
        .filter(function -> !has(function))
        .map(AggregateFunction::declaredName)
        .toList();
  }

  /** The name of a feature's column. */
  static String column(Grouping grouping, AggregateFunction function, Span span) {
    return grouping.declaredView() + "." + grouping.feature(function, span);
  }

  /** The name of the list's column. */
  static String listColumn() {
    return Grouping.USER.view() + ".newest_items";
  }

  /** The name of the label's column. */
  static String labelColumn() {
    return "label.bought";
  }

  /** The names of all columns that the engines must agree in, the event's number first. */
  List<String> columns() {
    List<String> columns = new ArrayList<>();
    columns.add("event_id");
    for (Grouping grouping : Grouping.values()) {
      for (AggregateFunction function : functions) {
        for (Span span : Span.ALL) {
          columns.add(column(grouping, function, span));
        }
      }
    }
    columns.add(listColumn());
    columns.add(labelColumn());
    return columns;
  }

  /** The arguments from which {@link #parse} makes the same workload. */
  List<String> arguments() {
    return List.of(
        String.valueOf(log.events()), String.valueOf(log.seed()), String.join(",", without()));
  }

  /** The workload of {@link #arguments}. */
  static Workload parse(List<String> arguments) {
    String without = arguments.get(2);
    return without(
        new EventLog(Long.parseLong(arguments.get(0)), Long.parseLong(arguments.get(1))),
        without.isEmpty() ? List.of() : Arrays.asList(without.split(",", -1)));
  }
}
