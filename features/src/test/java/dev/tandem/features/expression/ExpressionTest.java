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
  void evaluate_outputOfAnotherType_isRefused() {
    Table inputs = Table.allocate(VARIABLES, 2);
    Column out = Column.allocate(ValueType.STRING, 2);

    assertThatThrownBy(() -> compile("quantity + 1").evaluate(inputs, out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the result is int64 with 2 rows, the column for it string with 2");
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
