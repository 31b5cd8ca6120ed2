package dev.tandem.features.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelSource;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.tandem.features.suggestion.Suggestion;
import dev.tandem.features.table.Field;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Refuses unknown names and unsupported parts of the language before types are checked. */
final class NameCheck {
  private static final int LISTED = 20;

  private final CelSource source;
  private final TreeMap<String, Field> variables = new TreeMap<>();
  private final List<String> functions;

  NameCheck(CelSource source, List<Field> variables) {
    this.source = source;
    variables.forEach(variable -> this.variables.put(variable.name(), variable));
    this.functions =
        Dialect.declarations().stream()
            .map(CelFunctionDecl::name)
            .filter(name -> Operator.findReverse(name).isEmpty())
            .toList();
  }

  /** Checks a whole expression, which may read lists but not be one. */
  void checkWhole(CelExpr expression) {
    check(expression);
    qualifiedName(expression)
        .map(variables::get)
        .filter(variable -> variable.type().isList())
        .ifPresent(variable -> refuseList(expression, variable));
  }

  private void refuseList(CelExpr expression, Field variable) {
    throw refused(
        root(expression),
        "'%s' is %s, allowed: int64, float64, string, bool and timestamp"
            .formatted(variable.name(), variable.type().declaredName()));
  }

  private void check(CelExpr expression) {
    switch (expression.getKind()) {
      case CONSTANT -> constant(expression);
      case IDENT, SELECT -> variable(expression);
      case CALL -> call(expression, expression.call());
      case LIST -> expression.list().elements().forEach(this::check);
      case STRUCT, MAP -> throw refused(expression, "maps and messages are not supported");
      case COMPREHENSION -> throw refused(expression, "comprehensions are not supported");
      case NOT_SET -> throw refused(expression, "the expression is empty");
    }
  }

  private void constant(CelExpr expression) {
    if (expression.constant().getKind() == CelConstant.Kind.NULL_VALUE) {
      throw refused(expression, "'null' is not a value, allowed: is_null(x)");
    }
  }

  private void variable(CelExpr expression) {
    String name =
        qualifiedName(expression)
            .orElseThrow(() -> refused(expression, "fields of a computed value are not supported"));
    if (!variables.containsKey(name)) {
      throw refused(root(expression), unknown("name", name, List.copyOf(variables.keySet())));
    }
  }

  private void call(CelExpr expression, CelCall call) {
    boolean known =
        functions.contains(call.function()) || Operator.findReverse(call.function()).isPresent();
    if (!known) {
      throw new InvalidExpressionException(
          Position.of(source, expression.id()).before(call.function()),
          unknown("function", call.function(), functions));
    }
    if (Dialect.declarations().stream().noneMatch(f -> f.name().equals(call.function()))) {
      throw refused(
          expression, "'" + CheckerMessage.symbol(call.function()) + "' is not supported");
    }
    call.target().ifPresent(this::check);
    call.args().forEach(this::check);
  }

  private static Optional<String> qualifiedName(CelExpr expression) {
    if (expression.getKind() == CelExpr.ExprKind.Kind.IDENT) {
      return Optional.of(expression.ident().name());
    }
    if (expression.getKind() != CelExpr.ExprKind.Kind.SELECT) {
      return Optional.empty();
    }
    CelSelect select = expression.select();
    return qualifiedName(select.operand()).map(operand -> operand + "." + select.field());
  }

  private static CelExpr root(CelExpr expression) {
    return expression.getKind() == CelExpr.ExprKind.Kind.SELECT
        ? root(expression.select().operand())
        : expression;
  }

  private static String unknown(String kind, String name, List<String> known) {
    String first = known.stream().limit(LISTED).collect(Collectors.joining(", "));
    int more = known.size() - LISTED;
    return "unknown %s '%s'%s, allowed: %s"
        .formatted(
            kind,
            name,
            Suggestion.question(name, known),
            known.isEmpty() ? "no names at all" : first + (more > 0 ? ", " + more + " more" : ""));
  }

  private InvalidExpressionException refused(CelExpr expression, String message) {
    return new InvalidExpressionException(Position.of(source, expression.id()), message);
  }
}
