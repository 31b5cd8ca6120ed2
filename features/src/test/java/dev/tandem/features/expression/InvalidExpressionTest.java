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
        behavior == 'pv' | column 1: unknown name 'behavior', did you mean 'behaviour'?, allowed: behaviour, price, quantity, request_time, user_activity.carts_7d, user_activity.last_items
        1 + user_activity.cart_7d | column 5: unknown name 'user_activity.cart_7d', did you mean 'user_activity.carts_7d'?, allowed: behaviour, price, quantity, request_time, user_activity.carts_7d, user_activity.last_items
        user_activity | column 1: unknown name 'user_activity', allowed: behaviour, price, quantity, request_time, user_activity.carts_7d, user_activity.last_items
        hour_off_day(request_time) | column 1: unknown function 'hour_off_day', did you mean 'hour_of_day'?, allowed: ratio, difference, double, int, abs, min, max, clamp, floor, ceil, round, log, log1p, exp, sqrt, pow, cyclic_sin, cyclic_cos, minute_of_day, hour_of_day, 24 more
        hour_of_day(quantity) | column 12: 'hour_of_day' does not take (int64), allowed: (timestamp), (timestamp, string)
        hour_of_day(request_time, 'Asia/Shanghia') | column 27: unknown time zone 'Asia/Shanghia', allowed: UTC, an offset such as +08:00 or a name of the tz database such as Asia/Shanghai
        hour_of_day(request_time, behaviour) | column 27: found a computed value, allowed here: a literal
        quantity in [1, 'a'] | column 17: found a literal of string in a list for int64
        quantity in [1, quantity] | column 17: found a computed value, allowed here: a literal
        price in [1] | column 7: 'in' does not take (float64, [int64]), allowed: (int64, [int64]), (float64, [float64]), (string, [string])
        behaviour in user_activity.last_items | column 11: 'in' does not take (string, [int64]), allowed: (int64, [int64]), (float64, [float64]), (string, [string])
        size(user_activity.last_item) | column 6: unknown name 'user_activity.last_item', did you mean 'user_activity.last_items'?, allowed: behaviour, price, quantity, request_time, user_activity.carts_7d, user_activity.last_items
        size(quantity) | column 5: 'size' does not take (int64), allowed: (string), ([int64]), ([float64]), ([string])
        size([1, 2]) | column 6: a list is allowed only after 'in' and in bucket
        user_activity.last_items[behaviour] | column 25: '[]' does not take ([int64], string), allowed: ([int64], int64), ([float64], int64), ([string], int64)
        user_activity.last_items == 3 | column 26: '==' does not take ([int64], int64), allowed: (int64, int64), (float64, float64), (string, string), (bool, bool), (timestamp, timestamp), (int64, float64), (float64, int64)
        index_of(user_activity.last_items, 'a') | column 9: 'index_of' does not take ([int64], string), allowed: ([int64], int64), ([float64], float64), ([string], string)
        cross(quantity) | column 6: 'cross' does not take (int64), allowed: (any, any), (any, any, any), (any, any, any, any), (any, any, any, any, any), (any, any, any, any, any, any)
        cross(quantity, price) | column 17: 'cross' does not take float64, allowed: int64, string, bool
        cross(quantity, user_activity.last_items) | column 30: 'cross' does not take int64_list, allowed: int64, string, bool
        hash_bucket(price, 10) | column 12: 'hash_bucket' does not take (float64, int64), allowed: (int64, int64), (string, int64), (bool, int64)
        hash_bucket(quantity, 0) | column 23: found 0, allowed: a number of buckets of at least 1
        hash_bucket(quantity, quantity) | column 23: found a computed value, allowed here: a literal
        bucket(price, [1, 5, 5.0]) | column 22: found 5.0 after 5, allowed: edges in ascending order
        bucket(price, [1.5, quantity]) | column 21: found a computed value, allowed here: a literal
        bucket(price, [1, 'a']) | column 19: found a literal of string among numbers
        bucket(quantity, user_activity.last_items) | column 31: 'bucket' needs a list of literals, for example [1, 5, 20]
        bucket(behaviour, [1]) | column 7: 'bucket' does not take (string, [int64]), allowed: (int64, [int64]), (int64, [float64]), (float64, [int64]), (float64, [float64])
        sqrt(behaviour) | column 5: 'sqrt' does not take (string), allowed: (int64), (float64)
        round(quantity) | column 6: 'round' does not take (int64), allowed: (float64)
        default_to(price, 'a') | column 11: 'default_to' does not take (float64, string), allowed: (int64, int64), (float64, float64), (string, string), (bool, bool), (timestamp, timestamp), (int64, float64), (float64, int64)
        days_since(quantity) | column 11: 'days_since' does not take (int64), allowed: (timestamp)
        day_since(request_time) | column 1: unknown function 'day_since', did you mean 'days_since'?, allowed: ratio, difference, double, int, abs, min, max, clamp, floor, ceil, round, log, log1p, exp, sqrt, pow, cyclic_sin, cyclic_cos, minute_of_day, hour_of_day, 24 more
        user_activity.last_items | column 1: 'user_activity.last_items' is int64_list, allowed: int64, float64, string, bool and timestamp
        [1, 2] | column 1: a list is allowed only after 'in' and in bucket
        {'a': 1} | column 1: maps and messages are not supported
        quantity == null | column 13: 'null' is not a value, allowed: is_null(x)
        [1].exists(x, x == 1) | column 11: 'exists' is not supported
        has(user_activity.carts_7d) | column 4: 'has' is not supported
        quantity[0] | column 9: '[]' does not take (int64, int64), allowed: ([int64], int64), ([float64], int64), ([string], int64)
        5u | column 1: literals are allowed of int64, float64, string and bool only
        b'x' | column 1: literals are allowed of int64, float64, string and bool only
        1e999 | column 1: found Infinity, allowed: a finite float64
        timestamp('yesterday') | column 11: found 'yesterday', allowed: an instant such as 2026-01-31T08:15:00.250Z
        timestamp(behaviour) | column 11: found a computed value, allowed here: a literal
        behaviour.matches('a.*') | column 11: unknown function 'matches', allowed: ratio, difference, double, int, abs, min, max, clamp, floor, ceil, round, log, log1p, exp, sqrt, pow, cyclic_sin, cyclic_cos, minute_of_day, hour_of_day, 24 more
        user_activity.foo('x') | column 15: unknown function 'foo', allowed: ratio, difference, double, int, abs, min, max, clamp, floor, ceil, round, log, log1p, exp, sqrt, pow, cyclic_sin, cyclic_cos, minute_of_day, hour_of_day, 24 more
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
  void compile_daysSinceWithoutARequestTime_saysWhatToUse() {
    InvalidExpressionException e =
        catchThrowableOfType(
            InvalidExpressionException.class,
            () ->
                Expression.compile(
                    "days_since(seen)", List.of(new Field("seen", ValueType.TIMESTAMP))));

    assertThat(e)
        .hasMessage(
            "column 11: 'days_since' needs request_time, which on-demand features alone have;"
                + " allowed here: days_between(from, to)");
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
