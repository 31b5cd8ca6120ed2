package dev.tandem.features.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ExpressionTest {
  private static final List<Field> VARIABLES =
      List.of(
          new Field("behaviour", ValueType.STRING),
          new Field("device", ValueType.STRING),
          new Field("quantity", ValueType.INT64),
          new Field("price", ValueType.FLOAT64),
          new Field("member", ValueType.BOOL),
          new Field("request_time", ValueType.TIMESTAMP),
          new Field("user_activity.carts_7d", ValueType.INT64),
          new Field("user_activity.views_7d", ValueType.INT64));

  @Test
  void compile_qualifiedNames_areVariables() {
    Expression expression = compile("ratio(user_activity.carts_7d, user_activity.views_7d)");

    assertThat(expression.type()).isEqualTo(ValueType.FLOAT64);
    assertThat(expression.variables())
        .containsExactly("user_activity.carts_7d", "user_activity.views_7d");
    assertThat(expression.text())
        .isEqualTo("ratio(user_activity.carts_7d, user_activity.views_7d)");
  }

  @Test
  void evaluate_ratio_isNullWhereTheDivisorIsZeroOrAnInputIsNull() {
    Table inputs =
        Table.builder(4)
            .add("user_activity.carts_7d", LongColumn.of(ValueType.INT64, new long[] {1, 2, 0, 7}))
            .add("user_activity.views_7d", LongColumn.of(ValueType.INT64, new long[] {3, 0, 5, 7}))
            .build();
    inputs.column("user_activity.carts_7d").setNull(3);

    DoubleColumn out =
        (DoubleColumn)
            compile("ratio(user_activity.carts_7d, user_activity.views_7d)").evaluate(inputs);

    assertThat(out.value(0)).isEqualTo(1.0 / 3.0);
    assertThat(out.isNull(1)).isTrue();
    assertThat(out.value(2)).isEqualTo(0.0);
    assertThat(out.isNull(3)).isTrue();
  }

  @Test
  void evaluate_stringPredicate_readsEachRow() {
    Table inputs =
        Table.builder(4).add("behaviour", StringColumn.of("pv", null, "buy", "pv")).build();

    assertThat(bools(compile("behaviour == 'pv'").evaluate(inputs)))
        .containsExactly(true, null, false, true);
    assertThat(bools(compile("behaviour in ['buy', 'cart']").evaluate(inputs)))
        .containsExactly(false, null, true, false);
    assertThat(bools(compile("is_null(behaviour) || behaviour == 'buy'").evaluate(inputs)))
        .containsExactly(false, true, true, false);
  }

  @Test
  void evaluate_negativeZeroAgainstAnInteger_equalsZero() {
    Table inputs =
        Table.builder(1)
            .add("price", DoubleColumn.of(new double[] {0}))
            .add("carts", LongColumn.of(ValueType.INT64, new long[] {0}))
            .build();

    for (String holds : List.of(">=", "<=", "==")) {
      assertThat(bools(over(inputs, "price / -7.0 " + holds + " carts"))).containsExactly(true);
    }
    for (String fails : List.of("<", ">", "!=")) {
      assertThat(bools(over(inputs, "price / -7.0 " + fails + " carts"))).containsExactly(false);
    }
  }

  @Test
  void evaluate_integerThatNoDoubleHolds_isComparedWithoutRounding() {
    Table inputs =
        Table.builder(1)
            .add("price", DoubleColumn.of(new double[] {0x1p53}))
            .add("carts", LongColumn.of(ValueType.INT64, new long[] {(1L << 53) + 1}))
            .build();

    assertThat(bools(over(inputs, "carts > price"))).containsExactly(true);
    assertThat(bools(over(inputs, "carts <= price"))).containsExactly(false);
    assertThat(bools(over(inputs, "price < carts"))).containsExactly(true);
    assertThat(bools(over(inputs, "price == carts"))).containsExactly(false);
  }

  private static Column over(Table inputs, String text) {
    return Expression.compile(text, inputs.fields()).evaluate(inputs);
  }

  @Test
  void evaluate_threeValuedLogic_isNullOnlyWhereUndecided() {
    Table inputs = Table.builder(1).addAll(Table.allocate(VARIABLES, 1)).build();

    assertThat(only("member && false", inputs)).isEqualTo(false);
    assertThat(only("member && true", inputs)).isNull();
    assertThat(only("member || true", inputs)).isEqualTo(true);
    assertThat(only("member || false", inputs)).isNull();
    assertThat(only("!member", inputs)).isNull();
    assertThat(only("member ? true : true", inputs)).isNull();
    assertThat(only("true ? true : member", inputs)).isEqualTo(true);
    assertThat(only("is_null(member)", inputs)).isEqualTo(true);
    assertThat(only("is_null(quantity + 1)", inputs)).isEqualTo(true);
    assertThat(only("quantity in [1, 2]", inputs)).isNull();
    assertThat(only("behaviour == device", inputs)).isNull();
  }

  @Test
  void evaluate_whatHasNoValue_isNull() {
    Table inputs = Table.allocate(VARIABLES, 1);

    for (String text :
        List.of(
            "9223372036854775807 + 1",
            "-9223372036854775807 - 2",
            "9223372036854775807 * 2",
            "-(-9223372036854775807 - 1)",
            "(-9223372036854775807 - 1) / -1",
            "1 / 0",
            "1 % 0",
            "1.0 / 0.0",
            "0.0 / 0.0",
            "1e308 * 10.0",
            "ratio(1, 0)",
            "int(1e19)",
            "difference(-9223372036854775807, 2)")) {
      assertThat(only(text, inputs)).as(text).isNull();
    }
  }

  @Test
  void evaluate_numbers_areAsDocumented() {
    Table inputs = Table.allocate(VARIABLES, 1);

    assertThat(only("-7 / 2", inputs)).isEqualTo(-3L);
    assertThat(only("-7 % 2", inputs)).isEqualTo(-1L);
    assertThat(only("(-9223372036854775807 - 1) % -1", inputs)).isEqualTo(0L);
    assertThat(only("1 + 0.5", inputs)).isEqualTo(1.5);
    assertThat(only("ratio(1, 4)", inputs)).isEqualTo(0.25);
    assertThat(only("ratio(1.5, 3)", inputs)).isEqualTo(0.5);
    assertThat(only("difference(1, 2.5)", inputs)).isEqualTo(-1.5);
    assertThat(only("int(-2.9)", inputs)).isEqualTo(-2L);
    assertThat(only("double(3)", inputs)).isEqualTo(3.0);
    assertThat(only("true ? 1 : 2.5", inputs)).isEqualTo(1.0);
    assertThat(only("9007199254740993 == 9007199254740992.0", inputs)).isEqualTo(false);
    assertThat(only("9007199254740993 > 9007199254740992.0", inputs)).isEqualTo(true);
    assertThat(only("9223372036854775807 < 1e19", inputs)).isEqualTo(true);
    assertThat(only("-9223372036854775807 > -1e19", inputs)).isEqualTo(true);
    assertThat(only("2.5 > 2", inputs)).isEqualTo(true);
    assertThat(
            only(
                "difference(timestamp('1970-01-01T00:00:01Z'), timestamp('1970-01-01T00:00:00Z'))",
                inputs))
        .isEqualTo(1000L);
  }

  @Test
  void evaluate_negativeZero_isNeverAResult() {
    Table inputs = Table.builder(1).add("price", DoubleColumn.of(new double[] {0.0})).build();

    for (String text : List.of("-price", "price * -1.0", "price / -3.0", "-0.0 + price", "-0.0")) {
      DoubleColumn out = (DoubleColumn) compile(text).evaluate(inputs);
      assertThat(Double.doubleToRawLongBits(out.value(0))).as(text).isZero();
    }
  }

  @Test
  void evaluate_strings_compareByCodePoint() {
    Table inputs = Table.allocate(VARIABLES, 1);

    // U+1F600 is above U+FF5E, though its first UTF-16 unit is below.
    assertThat(only("'\uFF5E' < '\uD83D\uDE00'", inputs)).isEqualTo(true);
    assertThat(only("'i' + 'ı' == 'iı'", inputs)).isEqualTo(true);
  }

  @Test
  void evaluate_crossOfStrings_keepsNulls() {
    Table inputs =
        Table.builder(3)
            .add("behaviour", StringColumn.of("pv", null, "buy"))
            .add("device", StringColumn.of("app", "web", "web"))
            .build();

    StringColumn out = (StringColumn) compile("behaviour + '_' + device").evaluate(inputs);

    assertThat(List.of(out.value(0), out.value(2))).containsExactly("pv_app", "buy_web");
    assertThat(out.value(1)).isNull();
  }

  @Test
  void evaluate_reusedOutput_isOverwritten() {
    Table inputs =
        Table.builder(2).add("quantity", LongColumn.of(ValueType.INT64, new long[] {1, 2})).build();
    inputs.column("quantity").setNull(1);
    LongColumn out = LongColumn.of(ValueType.INT64, new long[] {7, 7});

    compile("quantity + 1").evaluate(inputs, out);

    assertThat(out.value(0)).isEqualTo(2);
    assertThat(out.isNull(1)).isTrue();
  }

  @Test
  void evaluate_fromManyThreads_isIndependent() {
    Expression shared = compile("behaviour == 'pv' && quantity + 1 > 500");

    List<Boolean> right =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(
                i -> {
                  long[] quantities = LongStream.range(i, i + 3000).toArray();
                  StringColumn behaviours = (StringColumn) Column.allocate(ValueType.STRING, 3000);
                  IntStream.range(0, 3000)
                      .forEach(row -> behaviours.set(row, row % 2 == 0 ? "pv" : "buy" + i));
                  Table inputs =
                      Table.builder(3000)
                          .add("behaviour", behaviours)
                          .add("quantity", LongColumn.of(ValueType.INT64, quantities))
                          .build();
                  LongColumn out = (LongColumn) shared.evaluate(inputs);
                  return IntStream.range(0, 3000)
                      .allMatch(
                          row -> out.value(row) == (row % 2 == 0 && i + row + 1 > 500 ? 1 : 0));
                })
            .toList();

    assertThat(right).containsOnly(true);
  }

  @Test
  void evaluate_noRows_isEmpty() {
    assertThat(compile("behaviour == 'pv'").evaluate(Table.allocate(VARIABLES, 0)).size()).isZero();
  }

  @Test
  void evaluate_columnOfAnotherType_isRefused() {
    Table inputs = Table.builder(1).add("quantity", DoubleColumn.of(new double[1])).build();

    assertThatThrownBy(() -> compile("quantity + 1").evaluate(inputs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column 'quantity' is float64, the expression was compiled for int64");
  }

  @Test
  void evaluate_absentColumn_isRefused() {
    assertThatThrownBy(() -> compile("quantity + 1").evaluate(Table.builder(1).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no column 'quantity' among []");
  }

  @Test
  void evaluate_outputOfAnotherType_isRefused() {
    Table inputs = Table.allocate(VARIABLES, 2);
    Column out = Column.allocate(ValueType.STRING, 2);

    assertThatThrownBy(() -> compile("quantity + 1").evaluate(inputs, out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the result is int64 with 2 rows, the column for it string with 2");
  }

  private static Object only(String text, Table oneRow) {
    Column out = compile(text).evaluate(oneRow);
    if (out.isNull(0)) {
      return null;
    }
    return switch (out.type()) {
      case BOOL -> ((LongColumn) out).value(0) == 1;
      case FLOAT64 -> ((DoubleColumn) out).value(0);
      default -> ((LongColumn) out).value(0);
    };
  }

  private static Boolean[] bools(Column column) {
    LongColumn longs = (LongColumn) column;
    Boolean[] values = new Boolean[longs.size()];
    for (int row = 0; row < values.length; row++) {
      values[row] = longs.isNull(row) ? null : longs.value(row) == 1;
    }
    return values;
  }

  private static Expression compile(String text) {
    return Expression.compile(text, VARIABLES);
  }
}
