package dev.tandem.features.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.tandem.features.expression.vector.Literal;
import dev.tandem.features.expression.vector.Node;
import dev.tandem.features.expression.vector.PerEntry;
import dev.tandem.features.expression.vector.Program;
import dev.tandem.features.expression.vector.Variable;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Turns a checked syntax tree into a program of typed operations. */
final class Planner {
  private final CelAbstractSyntaxTree tree;
  private final Map<String, Field> declared;
  private final List<Field> used = new ArrayList<>();
  private int registers;

  private Planner(CelAbstractSyntaxTree tree, List<Field> variables) {
    this.tree = tree;
    this.declared = variables.stream().collect(Collectors.toMap(Field::name, Function.identity()));
  }

  /** The program of a tree that was checked with these variables. */
  static Program plan(CelAbstractSyntaxTree tree, List<Field> variables) {
    Planner planner = new Planner(tree, variables);
    Node root = planner.perEntry(planner.node(tree.getExpr()));
    return new Program(root, planner.used, planner.registers);
  }

  /** A register that no operation has yet. */
  int nextRegister() {
    return registers++;
  }

  /** The operation that computes an expression. */
  Node node(CelExpr expression) {
    return switch (expression.getKind()) {
      case CONSTANT -> literal(expression);
      case IDENT, SELECT -> variable(expression);
      case CALL -> new CallPlanner(this, expression).plan();
      case LIST -> throw refused(expression, "a list is allowed only after 'in' and in bucket");
      case STRUCT, MAP, COMPREHENSION, NOT_SET ->
          throw refused(expression, "this part of the language is not supported");
    };
  }

  /** The literal that an expression is. */
  Literal literal(CelExpr expression) {
    if (expression.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
      throw refused(expression, "found a computed value, allowed here: a literal");
    }
    CelConstant constant = expression.constant();
    return switch (constant.getKind()) {
      case BOOLEAN_VALUE ->
          Literal.of(ValueType.BOOL, nextRegister(), constant.booleanValue() ? 1 : 0);
      case INT64_VALUE -> Literal.of(ValueType.INT64, nextRegister(), constant.int64Value());
      case DOUBLE_VALUE -> Literal.of(nextRegister(), finite(expression, constant.doubleValue()));
      case STRING_VALUE -> Literal.of(nextRegister(), constant.stringValue());
      case NULL_VALUE -> throw refused(expression, "'null' is not a value, allowed: is_null(x)");
      case NOT_SET, UINT64_VALUE, BYTES_VALUE, TIMESTAMP_VALUE, DURATION_VALUE ->
          throw refused(expression, "literals are allowed of int64, float64, string and bool only");
    };
  }

  /**
   * Makes an operation of its inputs. An input that reads one string variable is computed per entry
   * of its dictionary, unless the whole operation can be.
   */
  Node combine(List<Node> inputs, Function<List<Node>, Node> operation) {
    Node whole = operation.apply(inputs);
    return PerEntry.applies(whole)
        ? whole
        : operation.apply(inputs.stream().map(this::perEntry).toList());
  }

  /** The variable that stands for the request's time, if the expression may read it. */
  Optional<Node> requestTime() {
    return Optional.ofNullable(declared.get(Expression.REQUEST_TIME))
        .filter(field -> field.type() == ValueType.TIMESTAMP)
        .map(this::variable);
  }

  /** The error for a part of the expression. */
  InvalidExpressionException refused(CelExpr expression, String message) {
    return new InvalidExpressionException(Position.of(tree.getSource(), expression.id()), message);
  }

  private Node perEntry(Node operation) {
    return PerEntry.of(nextRegister(), operation);
  }

  private double finite(CelExpr expression, double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw refused(expression, "found " + value + ", allowed: a finite float64");
    }
    return value;
  }

  private Variable variable(CelExpr expression) {
    return variable(declared.get(tree.getReferenceOrThrow(expression.id()).name()));
  }

  private Variable variable(Field field) {
    if (!used.contains(field)) {
      used.add(field);
    }
    return new Variable(field.type(), nextRegister(), used.indexOf(field));
  }
}
