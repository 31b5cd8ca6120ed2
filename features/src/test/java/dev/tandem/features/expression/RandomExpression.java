package dev.tandem.features.expression;

import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random well-typed expressions in the part of the language that means the same here and in the
 * language's own runtime: no mixed arithmetic or equality, no division of float64 by what may be 0,
 * no float64 large enough to overflow.
 */
final class RandomExpression {
  static final List<Field> VARIABLES =
      List.of(
          new Field("i", ValueType.INT64),
          new Field("v.j", ValueType.INT64),
          new Field("x", ValueType.FLOAT64),
          new Field("v.y", ValueType.FLOAT64),
          new Field("s", ValueType.STRING),
          new Field("t", ValueType.STRING),
          new Field("b", ValueType.BOOL),
          new Field("c", ValueType.BOOL),
          new Field("at", ValueType.TIMESTAMP),
          new Field("until", ValueType.TIMESTAMP),
          new Field("v.items", ValueType.INT64_LIST),
          new Field("prices", ValueType.FLOAT64_LIST),
          new Field("tags", ValueType.STRING_LIST));

  private static final List<ValueType> TYPES =
      List.of(
          ValueType.INT64,
          ValueType.FLOAT64,
          ValueType.STRING,
          ValueType.BOOL,
          ValueType.TIMESTAMP);
  private static final Map<ValueType, String> LISTS =
      Map.of(ValueType.INT64, "v.items", ValueType.FLOAT64, "prices", ValueType.STRING, "tags");
  private static final List<String> RELATIONS = List.of("<", "<=", ">", ">=", "==", "!=");
  private static final List<String> INTS =
      List.of("0", "1", "-1", "7", "9223372036854775807", "(-9223372036854775807 - 1)");
  private static final List<String> DOUBLES = List.of("0.0", "0.1", "-2.5", "3.0", "1e-9");
  private static final List<String> STRINGS = List.of("''", "'a'", "'ab'", "'ğ'");

  private final Random random;

  RandomExpression(Random random) {
    this.random = random;
  }

  String next(int depth) {
    return next(pick(TYPES), depth);
  }

  private String next(ValueType type, int depth) {
    if (depth == 0) {
      return leaf(type);
    }
    if (random.nextInt(6) == 0) {
      return "(%s ? %s : %s)"
          .formatted(next(ValueType.BOOL, depth - 1), next(type, depth - 1), next(type, depth - 1));
    }
    if (random.nextInt(8) == 0 && LISTS.containsKey(type)) {
      return "%s[%s]".formatted(LISTS.get(type), next(ValueType.INT64, depth - 1));
    }
    return switch (type) {
      case INT64 ->
          random.nextInt(5) == 0
              ? size(depth)
              : binary(type, pick(List.of("+", "-", "*", "/", "%")), depth);
      case FLOAT64 ->
          random.nextBoolean()
              ? binary(type, pick(List.of("+", "-", "*")), depth)
              : "(%s / %s)".formatted(next(type, depth - 1), pick(List.of("0.3", "-7.0")));
      case STRING -> binary(type, "+", depth);
      case BOOL -> bool(depth);
      case TIMESTAMP -> leaf(type);
      case INT64_LIST, FLOAT64_LIST, STRING_LIST -> throw new IllegalStateException();
    };
  }

  private String bool(int depth) {
    return switch (random.nextInt(8)) {
      case 7 -> {
        ValueType element = pick(List.of(ValueType.INT64, ValueType.FLOAT64, ValueType.STRING));
        yield "(%s in %s)".formatted(next(element, depth - 1), LISTS.get(element));
      }
      case 0 -> "!(" + next(ValueType.BOOL, depth - 1) + ")";
      case 1, 2 -> binary(ValueType.BOOL, pick(List.of("&&", "||")), depth);
      case 3 -> "(%s in %s)".formatted(next(ValueType.STRING, depth - 1), List.of("'a'", "'ab'"));
      case 4 -> "(%s in [0, 7, -1])".formatted(next(ValueType.INT64, depth - 1));
      case 5 ->
          "%s.%s(%s)"
              .formatted(
                  next(ValueType.STRING, depth - 1),
                  pick(List.of("startsWith", "endsWith", "contains")),
                  next(ValueType.STRING, depth - 1));
      default -> comparison(depth);
    };
  }

  private String size(int depth) {
    return random.nextBoolean()
        ? "size(" + pick(List.copyOf(LISTS.values())) + ")"
        : "size(" + next(ValueType.STRING, depth - 1) + ")";
  }

  private String comparison(int depth) {
    ValueType left = pick(TYPES);
    ValueType right = left.isNumeric() ? pick(List.of(ValueType.INT64, ValueType.FLOAT64)) : left;
    List<String> relations = left == right ? RELATIONS : RELATIONS.subList(0, 4);
    String relation = left == ValueType.BOOL ? pick(RELATIONS.subList(4, 6)) : pick(relations);
    boolean mixed = left != right;
    return "(%s %s %s)"
        .formatted(operand(left, mixed, depth), relation, operand(right, mixed, depth));
  }

  /**
   * Of a mixed comparison, which is exact here: the runtime rounds the integer to a float64, and
   * orders -0.0 before the integer 0. So neither large integers nor -0.0.
   */
  private String operand(ValueType type, boolean mixed, int depth) {
    String operand = next(type, depth - 1);
    if (!mixed) {
      return operand;
    }
    return type == ValueType.FLOAT64 ? "(" + operand + " + 0.0)" : "(" + operand + " % 1000)";
  }

  private String binary(ValueType type, String operator, int depth) {
    return "(%s %s %s)".formatted(next(type, depth - 1), operator, next(type, depth - 1));
  }

  private String leaf(ValueType type) {
    if (type == ValueType.TIMESTAMP || random.nextInt(3) > 0) {
      return pick(VARIABLES.stream().filter(v -> v.type() == type).toList()).name();
    }
    return switch (type) {
      case INT64 -> pick(INTS);
      case FLOAT64 -> pick(DOUBLES);
      case STRING -> pick(STRINGS);
      case BOOL -> pick(List.of("true", "false"));
      case TIMESTAMP, INT64_LIST, FLOAT64_LIST, STRING_LIST -> throw new IllegalStateException();
    };
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
