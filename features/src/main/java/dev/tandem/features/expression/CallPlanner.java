package dev.tandem.features.expression;

import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.tandem.features.expression.vector.Comparison;
import dev.tandem.features.expression.vector.Concatenation;
import dev.tandem.features.expression.vector.Conditional;
import dev.tandem.features.expression.vector.Conversion;
import dev.tandem.features.expression.vector.DoubleArithmetic;
import dev.tandem.features.expression.vector.IsNull;
import dev.tandem.features.expression.vector.Literal;
import dev.tandem.features.expression.vector.Logic;
import dev.tandem.features.expression.vector.LongArithmetic;
import dev.tandem.features.expression.vector.Membership;
import dev.tandem.features.expression.vector.Node;
import dev.tandem.features.expression.vector.Not;
import dev.tandem.features.expression.vector.Operation;
import dev.tandem.features.expression.vector.Relation;
import dev.tandem.features.expression.vector.TextTest;
import dev.tandem.features.expression.vector.TimeField;
import dev.tandem.features.type.ValueType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** Plans one operator or function call, by the types that its arguments turned out to have. */
final class CallPlanner {
  private final Planner planner;
  private final CelExpr expression;
  private final CelCall call;

  CallPlanner(Planner planner, CelExpr expression) {
    this.planner = planner;
    this.expression = expression;
    this.call = expression.call();
  }

  Node plan() {
    return Operator.findReverse(call.function()).map(this::operator).orElseGet(this::function);
  }

  private Node operator(Operator operator) {
    return switch (operator) {
      case ADD -> arithmetic(Operation.ADD);
      case SUBTRACT -> arithmetic(Operation.SUBTRACT);
      case MULTIPLY -> arithmetic(Operation.MULTIPLY);
      case DIVIDE -> arithmetic(Operation.DIVIDE);
      case MODULO -> arithmetic(Operation.MODULO);
      case NEGATE -> negation();
      case LESS -> comparison(Relation.LESS);
      case LESS_EQUALS -> comparison(Relation.LESS_EQUALS);
      case GREATER -> comparison(Relation.GREATER);
      case GREATER_EQUALS -> comparison(Relation.GREATER_EQUALS);
      case EQUALS -> comparison(Relation.EQUALS);
      case NOT_EQUALS -> comparison(Relation.NOT_EQUALS);
      case LOGICAL_AND -> combine(in -> Logic.and(register(), in.get(0), in.get(1)));
      case LOGICAL_OR -> combine(in -> Logic.or(register(), in.get(0), in.get(1)));
      case LOGICAL_NOT -> combine(in -> new Not(register(), in.get(0)));
      case CONDITIONAL -> conditional();
      case IN -> membership();
      default -> throw unsupported();
    };
  }

  private Node function() {
    return switch (call.function()) {
      case "ratio" ->
          combine(
              in ->
                  new DoubleArithmetic(
                      register(), Operation.DIVIDE, wide(in.get(0)), wide(in.get(1))));
      case "difference" -> arithmetic(Operation.SUBTRACT);
      case "hour_of_day" -> timeField(TimeField.Kind.HOUR_OF_DAY);
      case "day_of_week" -> timeField(TimeField.Kind.DAY_OF_WEEK);
      case "is_null" -> combine(in -> new IsNull(register(), in.get(0)));
      case "double" -> combine(in -> new Conversion(ValueType.FLOAT64, register(), in.get(0)));
      case "int" -> combine(in -> new Conversion(ValueType.INT64, register(), in.get(0)));
      case "timestamp" -> timestamp();
      case "startsWith" -> textTest(TextTest.Kind.STARTS_WITH);
      case "endsWith" -> textTest(TextTest.Kind.ENDS_WITH);
      case "contains" -> textTest(TextTest.Kind.CONTAINS);
      default -> throw unsupported();
    };
  }

  private Node arithmetic(Operation operation) {
    return combine(in -> arithmetic(operation, in.get(0), in.get(1)));
  }

  private Node arithmetic(Operation operation, Node left, Node right) {
    if (left.type() == ValueType.STRING) {
      return new Concatenation(register(), left, right);
    }
    return left.type() == ValueType.FLOAT64 || right.type() == ValueType.FLOAT64
        ? new DoubleArithmetic(register(), operation, wide(left), wide(right))
        : new LongArithmetic(register(), operation, left, right);
  }

  private Node negation() {
    return combine(
        in -> {
          Node zero =
              in.get(0).type() == ValueType.FLOAT64
                  ? Literal.of(register(), 0.0)
                  : Literal.of(ValueType.INT64, register(), 0);
          return arithmetic(Operation.SUBTRACT, zero, in.get(0));
        });
  }

  private Node comparison(Relation relation) {
    return combine(in -> Comparison.of(register(), relation, in.get(0), in.get(1)));
  }

  private Node conditional() {
    return combine(
        in -> {
          boolean wide =
              in.get(1).type() == ValueType.FLOAT64 || in.get(2).type() == ValueType.FLOAT64;
          return wide
              ? new Conditional(register(), in.get(0), wide(in.get(1)), wide(in.get(2)))
              : new Conditional(register(), in.get(0), in.get(1), in.get(2));
        });
  }

  private Node membership() {
    CelExpr list = call.args().get(1);
    if (list.getKind() != CelExpr.ExprKind.Kind.LIST) {
      throw planner.refused(list, "'in' needs a list of literals, for example ['a', 'b']");
    }
    List<Literal> literals = list.list().elements().stream().map(planner::literal).toList();
    Node operand = planner.node(call.args().get(0));
    for (int i = 0; i < literals.size(); i++) {
      if (literals.get(i).type() != operand.type()) {
        throw planner.refused(
            list.list().elements().get(i),
            "found a literal of %s in a list for %s"
                .formatted(literals.get(i).type().declaredName(), operand.type().declaredName()));
      }
    }
    return planner.combine(List.of(operand), in -> new Membership(register(), in.get(0), literals));
  }

  private Node timeField(TimeField.Kind kind) {
    ZoneId zone = call.args().size() == 1 ? ZoneOffset.UTC : zone(call.args().get(1));
    Node timestamp = planner.node(call.args().get(0));
    return planner.combine(
        List.of(timestamp), in -> new TimeField(register(), kind, in.get(0), zone));
  }

  private ZoneId zone(CelExpr argument) {
    String name = planner.literal(argument).text();
    try {
      return ZoneId.of(name).normalized();
    } catch (DateTimeException e) {
      throw planner.refused(
          argument,
          "unknown time zone '"
              + name
              + "', allowed: UTC, an offset such as +08:00 or a name of the tz database such as"
              + " Asia/Shanghai");
    }
  }

  private Node timestamp() {
    CelExpr argument = call.args().get(0);
    String text = planner.literal(argument).text();
    try {
      return Literal.of(ValueType.TIMESTAMP, register(), Instant.parse(text).toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      throw planner.refused(
          argument, "found '" + text + "', allowed: an instant such as 2026-01-31T08:15:00.250Z");
    }
  }

  private Node textTest(TextTest.Kind kind) {
    return combine(in -> new TextTest(register(), kind, in.get(0), in.get(1)));
  }

  /** The operation on all arguments, the target of a method before them. */
  private Node combine(java.util.function.Function<List<Node>, Node> operation) {
    List<Node> inputs =
        Stream.concat(call.target().stream(), call.args().stream()).map(planner::node).toList();
    return planner.combine(inputs, operation);
  }

  private Node wide(Node number) {
    return number.type() == ValueType.FLOAT64
        ? number
        : new Conversion(ValueType.FLOAT64, register(), number);
  }

  private int register() {
    return planner.nextRegister();
  }

  private InvalidExpressionException unsupported() {
    return planner.refused(
        expression, "'" + CheckerMessage.symbol(call.function()) + "' is not supported");
  }
}
