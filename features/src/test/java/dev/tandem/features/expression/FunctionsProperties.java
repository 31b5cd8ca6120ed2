package dev.tandem.features.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.oracle.Cells;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The functions that the language itself does not have, against one written the obvious way. */
class FunctionsProperties {
  private static final Map<String, Function<Object, Object>> OF_ONE =
      Map.ofEntries(
          Map.entry("abs(i)", FunctionsProperties::absolute),
          Map.entry("abs(x)", x -> Math.abs((double) x)),
          Map.entry("floor(x)", x -> rounded(x, RoundingMode.FLOOR)),
          Map.entry("ceil(x)", x -> rounded(x, RoundingMode.CEILING)),
          Map.entry("round(x)", x -> rounded(x, RoundingMode.HALF_UP)),
          Map.entry("log(x)", x -> (double) x > 0 ? StrictMath.log((double) x) : null),
          Map.entry("log1p(x)", x -> (double) x > -1 ? StrictMath.log1p((double) x) : null),
          Map.entry("exp(x)", x -> finite(StrictMath.exp((double) x))),
          Map.entry("sqrt(x)", x -> (double) x >= 0 ? StrictMath.sqrt((double) x) : null),
          Map.entry("lower(s)", s -> ((String) s).toLowerCase(Locale.ENGLISH)),
          Map.entry("bucket(i, [-1, 2, 1000])", i -> bucket(i, "-1", "2", "1000")),
          Map.entry("bucket(x, [-1, 2, 1000])", x -> bucket(x, "-1", "2", "1000")),
          Map.entry("bucket(i, [-0.5, 2.5])", i -> bucket(i, "-0.5", "2.5")),
          Map.entry("bucket(x, [-0.3, 0.1, 7])", x -> bucket(x, "-0.3", "0.1", "7")));

  private static final Map<String, BiFunction<Object, Object, Object>> OF_TWO =
      Map.ofEntries(
          Map.entry("min(i, v.j)", (i, j) -> Math.min((long) i, (long) j)),
          Map.entry("max(i, v.j)", (i, j) -> Math.max((long) i, (long) j)),
          Map.entry("min(x, v.y)", (x, y) -> Math.min((double) x, (double) y)),
          Map.entry("max(x, i)", (x, i) -> Math.max((double) x, (double) (long) i)),
          Map.entry("max(at, until)", (a, b) -> Math.max((long) a, (long) b)),
          Map.entry("clamp(x, v.y, 2)", (x, y) -> Math.max((double) y, Math.min((double) x, 2.0))),
          Map.entry("pow(x, v.y)", (x, y) -> finite(StrictMath.pow((double) x, (double) y))),
          Map.entry("cyclic_sin(x, v.y)", (x, y) -> cyclic(x, y, StrictMath::sin)),
          Map.entry("cyclic_cos(x, v.y)", (x, y) -> cyclic(x, y, StrictMath::cos)),
          Map.entry("seconds_between(at, until)", (a, b) -> ((long) b - (long) a) / 1000.0),
          Map.entry("days_between(at, until)", (a, b) -> ((long) b - (long) a) / 86_400_000.0),
          Map.entry("index_of(v.items, i)", (list, i) -> index((List<?>) list, i)),
          Map.entry("index_of(prices, x)", (list, x) -> index((List<?>) list, x)),
          Map.entry("index_of(tags, s)", (list, s) -> index((List<?>) list, s)));

  @Property(tries = 60)
  void evaluate_functionOfOneValue_isTheObviousOne(@ForAll long seed) {
    Table rows = ExpressionProperties.rows(new Random(seed), 1500);
    OF_ONE.forEach(
        (text, expected) ->
            check(
                text,
                rows,
                row -> {
                  Object value = value(rows, text.replaceAll("^\\w+\\(|[,)].*", ""), row);
                  return value == null ? null : expected.apply(value);
                }));
  }

  @Property(tries = 60)
  void evaluate_functionOfTwoValues_isTheObviousOne(@ForAll long seed) {
    Table rows = ExpressionProperties.rows(new Random(seed), 1500);
    OF_TWO.forEach(
        (text, expected) -> {
          String[] names = text.replaceAll("^\\w+\\(|\\)$", "").split(", ", -1);
          check(
              text,
              rows,
              row -> {
                Object a = value(rows, names[0], row);
                Object b = value(rows, names[1], row);
                return a == null || b == null ? null : expected.apply(a, b);
              });
        });
  }

  @Property(tries = 30)
  void evaluate_defaults_stepInForNullAlone(@ForAll long seed) {
    Table rows = ExpressionProperties.rows(new Random(seed), 1500);
    check(
        "default_to(i, v.j)", rows, row -> firstOf(value(rows, "i", row), value(rows, "v.j", row)));
    check("default_to(s, t)", rows, row -> firstOf(value(rows, "s", row), value(rows, "t", row)));
    check("default_to(x, -2.5)", rows, row -> firstOf(value(rows, "x", row), -2.5));
    check("default_to(prices[0], 7)", rows, row -> firstOf(first(value(rows, "prices", row)), 7.0));
    check("is_null(tags)", rows, row -> value(rows, "tags", row) == null ? 1L : 0L);
  }

  @Property(tries = 30)
  void evaluate_hashes_areTheSameForEqualValuesAlone(@ForAll long seed) {
    Table rows = ExpressionProperties.rows(new Random(seed), 1500);
    for (List<String> parts :
        List.of(List.of("s", "t"), List.of("i", "s", "b"), List.of("t", "b", "s", "i"))) {
      Column hashes = evaluate("cross(" + String.join(", ", parts) + ")", rows);
      Map<Object, Long> expected = new HashMap<>();
      for (int row = 0; row < rows.rows(); row++) {
        List<Object> values = new ArrayList<>();
        for (String part : parts) {
          values.add(value(rows, part, row));
        }
        Object hash = Cells.value(hashes, row);
        assertThat(hash == null).as("%s", values).isEqualTo(values.contains(null));
        if (hash != null) {
          assertThat(expected.computeIfAbsent(values, v -> (Long) hash)).isEqualTo(hash);
        }
      }
      assertThat(expected.values()).doesNotHaveDuplicates();
    }
  }

  private void check(String text, Table rows, Function<Integer, Object> expected) {
    Column all = evaluate(text, rows);
    for (int row = 0; row < rows.rows(); row++) {
      assertThat(Cells.value(all, row)).as("%s, row %d", text, row).isEqualTo(expected.apply(row));
    }
    for (int row = 0; row < rows.rows(); row += 97) {
      Column one = evaluate(text, rows.select(new int[] {row}));
      assertThat(Cells.value(one, 0)).as("%s, one row", text).isEqualTo(Cells.value(all, row));
    }
  }

  private static Column evaluate(String text, Table rows) {
    return Expression.compile(text, RandomExpression.VARIABLES).evaluate(rows);
  }

  private static Object value(Table rows, String name, int row) {
    return Cells.value(rows.column(name), row);
  }

  private static Object firstOf(Object value, Object otherwise) {
    return value == null ? otherwise : value;
  }

  private static Object first(Object list) {
    return list == null || ((List<?>) list).isEmpty() ? null : ((List<?>) list).get(0);
  }

  private static Object index(List<?> list, Object value) {
    return list.contains(value) ? (Object) (long) list.indexOf(value) : null;
  }

  private static Object absolute(Object value) {
    return (long) value == Long.MIN_VALUE ? null : (Object) Math.abs((long) value);
  }

  private static Object finite(double value) {
    return Double.isFinite(value) ? (Object) (value + 0.0) : null;
  }

  private static Object rounded(Object value, RoundingMode mode) {
    return new BigDecimal((double) value).setScale(0, mode).doubleValue();
  }

  private static Object bucket(Object value, String... edges) {
    BigDecimal exact =
        value instanceof Long n ? BigDecimal.valueOf(n) : new BigDecimal((double) value);
    return List.of(edges).stream()
        .filter(edge -> edge(edge).compareTo(exact) <= 0)
        .collect(Collectors.counting());
  }

  /** An edge that is no whole number is a float64, with all that this means for 0.1. */
  private static BigDecimal edge(String text) {
    return text.contains(".") ? new BigDecimal(Double.parseDouble(text)) : new BigDecimal(text);
  }

  private static Object cyclic(Object value, Object period, Function<Double, Double> wave) {
    double turns = (double) value / (double) period;
    return (double) period > 0
        ? finite(wave.apply(2 * Math.PI * (turns - Math.floor(turns))))
        : null;
  }
}
