package dev.tandem.features.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InvalidExpressionTest {
  private static final List<Field> VARIABLES =
      List.of(
          new Field("behaviour", ValueType.STRING),
          new Field("price", ValueType.FLOAT64),
          new Field("quantity", ValueType.INT64),
          new Field("request_time", ValueType.TIMESTAMP),
          new Field("user_activity.carts_7d", ValueType.INT64),
          new Field("user_activity.last_items", ValueType.INT64_LIST));

  /** One mistake a line: the expression, a bar, the message. */
  private static final String MISTAKES =
      """
        quantity + | column 11: the expression ends too early
        quantity + 'a' | column 10: '+' does not take (int64, string), allowed: (int64, int64), (float64, float64), (int64, float64), (float64, int64), (string, string)
        !price | column 1: '!' does not take (float64), allowed: (bool)
        behavior == 'pv' | column 1: unknown name 'behavior', did you mean 'behaviour'?, allowed: behaviour, price, quantity, request_time, user_activity.carts_7d
        1 + user_activity.cart_7d | column 5: unknown name 'user_activity.cart_7d', did you mean 'user_activity.carts_7d'?, allowed: behaviour, price, quantity, request_time, user_activity.carts_7d
        user_activity | column 1: unknown name 'user_activity', allowed: behaviour, price, quantity, request_time, user_activity.carts_7d
        hour_off_day(request_time) | column 1: unknown function 'hour_off_day', did you mean 'hour_of_day'?, allowed: ratio, difference, hour_of_day, day_of_week, is_null, double, int, timestamp, startsWith, endsWith, contains
        hour_of_day(quantity) | column 12: 'hour_of_day' does not take (int64), allowed: (timestamp), (timestamp, string)
        hour_of_day(request_time, 'Asia/Shanghia') | column 27: unknown time zone 'Asia/Shanghia', allowed: UTC, an offset such as +08:00 or a name of the tz database such as Asia/Shanghai
        hour_of_day(request_time, behaviour) | column 27: found a computed value, allowed here: a literal
        quantity in [1, 'a'] | column 17: found a literal of string in a list for int64
        quantity in [1, quantity] | column 17: found a computed value, allowed here: a literal
        price in [1] | column 7: 'in' does not take (float64, [int64]), allowed: (int64, [int64]), (float64, [float64]), (string, [string])
        quantity in user_activity.last_items | column 13: 'user_activity.last_items' is int64_list, allowed: int64, float64, string, bool and timestamp
        user_activity.last_items | column 1: 'user_activity.last_items' is int64_list, allowed: int64, float64, string, bool and timestamp
        [1, 2] | column 1: a list is allowed only after 'in'
        {'a': 1} | column 1: maps and messages are not supported
        quantity == null | column 13: 'null' is not a value, allowed: is_null(x)
        [1].exists(x, x == 1) | column 11: 'exists' is not supported
        has(user_activity.carts_7d) | column 4: 'has' is not supported
        quantity[0] | column 9: '[]' is not supported
        5u | column 1: literals are allowed of int64, float64, string and bool only
        b'x' | column 1: literals are allowed of int64, float64, string and bool only
        1e999 | column 1: found Infinity, allowed: a finite float64
        timestamp('yesterday') | column 11: found 'yesterday', allowed: an instant such as 2026-01-31T08:15:00.250Z
        timestamp(behaviour) | column 11: found a computed value, allowed here: a literal
        size(behaviour) | column 1: unknown function 'size', allowed: ratio, difference, hour_of_day, day_of_week, is_null, double, int, timestamp, startsWith, endsWith, contains
        behaviour.matches('a.*') | column 11: unknown function 'matches', allowed: ratio, difference, hour_of_day, day_of_week, is_null, double, int, timestamp, startsWith, endsWith, contains
        user_activity.foo('x') | column 15: unknown function 'foo', allowed: ratio, difference, hour_of_day, day_of_week, is_null, double, int, timestamp, startsWith, endsWith, contains
        99999999999999999999 | column 1: found 99999999999999999999, allowed: int64 from -9223372036854775808 to 9223372036854775807
        price % 2.0 | column 7: '%' does not take (float64, float64), allowed: (int64, int64)
        quantity ? 1 : 2 | column 10: '?:' does not take (int64, int64, int64), allowed: (bool, int64, int64), (bool, float64, float64), (bool, string, string), (bool, bool, bool), (bool, timestamp, timestamp), (bool, int64, float64), (bool, float64, int64)
        behaviour > 3 | column 11: '>' does not take (string, int64), allowed: (int64, int64), (float64, float64), (string, string), (timestamp, timestamp), (int64, float64), (float64, int64)
        behaviour. | column 11: unexpected '.'
        (quantity + 1).x | column 15: fields of a computed value are not supported
        request_time - request_time | column 14: '-' does not take (timestamp, timestamp), allowed: (int64, int64), (float64, float64), (int64, float64), (float64, int64)
        Foo{a: 1} | column 4: maps and messages are not supported
      """;

  static Stream<Arguments> mistakes() {
    return MISTAKES
        .lines()
        .map(line -> line.strip().split(" \\| ", 2))
        .map(parts -> Arguments.of(parts[0], parts[1]));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void compile_mistake_saysWhereWhatAndWhatIsAllowed(String text, String message) {
    InvalidExpressionException e =
        catchThrowableOfType(
            InvalidExpressionException.class, () -> Expression.compile(text, VARIABLES));

    assertThat(e).as(text).hasMessage(message);
  }

  @Test
  void compile_mistakeOnASecondLine_saysTheLine() {
    InvalidExpressionException e =
        catchThrowableOfType(
            InvalidExpressionException.class,
            () -> Expression.compile("quantity > 1\n  && prize > 2.0", VARIABLES));

    assertThat(e).hasMessageStartingWith("line 2, column 6: unknown name 'prize'");
    assertThat(e.line()).isEqualTo(2);
    assertThat(e.column()).isEqualTo(6);
  }
}
