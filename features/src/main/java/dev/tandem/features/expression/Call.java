package dev.tandem.features.expression;

import dev.cel.common.ast.CelExpr;
import dev.tandem.features.expression.vector.Conversion;
import dev.tandem.features.expression.vector.Literal;
import dev.tandem.features.expression.vector.Node;
import dev.tandem.features.type.ValueType;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** One call of an operator or function in a checked tree, with what is needed to plan it. */
final class Call {
  private final Planner planner;
  private final CelExpr expression;
  private final List<CelExpr> arguments;

  Call(Planner planner, CelExpr expression) {
    this.planner = planner;
    this.expression = expression;
    this.arguments =
        Stream.concat(expression.call().target().stream(), expression.call().args().stream())
            .toList();
  }

  /** The parser's name of what is called. */
  String function() {
    return expression.call().function();
  }

  /** The arguments as written, the target of a method first. */
  List<CelExpr> arguments() {
    return arguments;
  }

  /** The elements as written of an argument that is a list; empty for any other. */
  List<CelExpr> elements(int argument) {
    CelExpr list = arguments.get(argument);
    return list.getKind() == CelExpr.ExprKind.Kind.LIST ? list.list().elements() : List.of();
  }

  /** The literal that an argument must be. */
  Literal literal(int argument) {
    return planner.literal(arguments.get(argument));
  }

  /** The literals that the elements of a list must be. */
  List<Literal> literals(int argument) {
    return elements(argument).stream().map(planner::literal).toList();
  }

  /** The operation on all arguments. */
  Node combine(Function<List<Node>, Node> operation) {
    return planner.combine(arguments.stream().map(planner::node).toList(), operation);
  }

  /** The operation on the first argument alone. */
  Node ofFirst(Function<Node, Node> operation) {
    Node first = planner.node(arguments.get(0));
    return planner.combine(List.of(first), in -> operation.apply(in.get(0)));
  }

  /** The operation on the first argument and another node. */
  Node ofFirstAnd(Node second, Function<List<Node>, Node> operation) {
    return planner.combine(List.of(planner.node(arguments.get(0)), second), operation);
  }

  /** The variable that stands for the time of the request, or the error that there is none. */
  Node requestTime(String instead) {
    return planner
        .requestTime()
        .orElseThrow(
            () ->
                planner.refused(
                    expression,
                    "'%s' needs request_time, which on-demand features alone have; allowed here: %s"
                        .formatted(function(), instead)));
  }

  /** A number as float64. */
  Node wide(Node number) {
    return number.type() == ValueType.FLOAT64
        ? number
        : new Conversion(ValueType.FLOAT64, register(), number);
  }

  /** Numbers as float64 if one of them is; otherwise as they are. */
  List<Node> alike(List<Node> numbers) {
    return numbers.stream().anyMatch(number -> number.type() == ValueType.FLOAT64)
        ? numbers.stream().map(this::wide).toList()
        : numbers;
  }

  /** A register that no operation has yet. */
  int register() {
    return planner.nextRegister();
  }

  /** The error for an argument. */
  InvalidExpressionException refused(int argument, String message) {
    return planner.refused(arguments.get(argument), message);
  }

  /** The error for an element of a list. */
  InvalidExpressionException refused(int argument, int element, String message) {
    return planner.refused(elements(argument).get(element), message);
  }

  /** The error for a call that no one plans. */
  InvalidExpressionException unsupported() {
    return planner.refused(
        expression, "'" + CheckerMessage.symbol(function()) + "' is not supported");
  }
}
