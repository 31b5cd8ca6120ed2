package dev.tandem.features.expression;

import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.tandem.features.expression.vector.Comparison;
import dev.tandem.features.expression.vector.Conditional;
import dev.tandem.features.expression.vector.Literal;
import dev.tandem.features.expression.vector.Logic;
import dev.tandem.features.expression.vector.Node;
import dev.tandem.features.expression.vector.Not;
import dev.tandem.features.expression.vector.Operation;
import dev.tandem.features.expression.vector.Relation;
import dev.tandem.features.type.ValueType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Plans one operator or function call, by the types that its arguments turned out to have. */
final class CallPlanner {
  private static final List<Function<Call, Optional<Node>>> FUNCTIONS =
      List.of(
          NumberFunctions::plan,
          TimeFunctions::plan,
          NullFunctions::plan,
          TextFunctions::plan,
          ListFunctions::plan,
          BucketFunctions::plan);

  private final Call call;

  CallPlanner(Planner planner, CelExpr expression) {
    this.call = new Call(planner, expression);
  }

  Node plan() {
    return Operator.findReverse(call.function()).map(this::operator).orElseGet(this::function);
  }

  private Node function() {
    return FUNCTIONS.stream()
        .flatMap(functions -> functions.apply(call).stream())
        .findFirst()
        .orElseThrow(call::unsupported);
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
      case LOGICAL_AND -> call.combine(in -> Logic.and(call.register(), in.get(0), in.get(1)));
      case LOGICAL_OR -> call.combine(in -> Logic.or(call.register(), in.get(0), in.get(1)));
      case LOGICAL_NOT -> call.combine(in -> new Not(call.register(), in.get(0)));
      case CONDITIONAL -> conditional();
      case IN -> ListFunctions.membership(call);
      case INDEX -> ListFunctions.element(call);
      default -> throw call.unsupported();
    };
  }

  private Node arithmetic(Operation operation) {
    return call.combine(in -> NumberFunctions.arithmetic(call, operation, in.get(0), in.get(1)));
  }

  private Node negation() {
    return call.combine(
        in -> {
          Node zero =
              in.get(0).type() == ValueType.FLOAT64
                  ? Literal.of(call.register(), 0.0)
                  : Literal.of(ValueType.INT64, call.register(), 0);
          return NumberFunctions.arithmetic(call, Operation.SUBTRACT, zero, in.get(0));
        });
  }

  private Node comparison(Relation relation) {
    return call.combine(in -> Comparison.of(call.register(), relation, in.get(0), in.get(1)));
  }

  private Node conditional() {
    return call.combine(
        in -> {
          List<Node> branches = call.alike(in.subList(1, 3));
          return new Conditional(call.register(), in.get(0), branches.get(0), branches.get(1));
        });
  }
}
