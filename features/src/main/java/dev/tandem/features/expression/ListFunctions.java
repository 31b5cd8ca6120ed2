package dev.tandem.features.expression;

import static dev.tandem.features.expression.Overloads.BOOL;
import static dev.tandem.features.expression.Overloads.ELEMENTS;
import static dev.tandem.features.expression.Overloads.INT;
import static dev.tandem.features.expression.Overloads.STRING;

import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.tandem.features.expression.vector.ListElement;
import dev.tandem.features.expression.vector.ListSearch;
import dev.tandem.features.expression.vector.ListSize;
import dev.tandem.features.expression.vector.Literal;
import dev.tandem.features.expression.vector.Membership;
import dev.tandem.features.expression.vector.Node;
import dev.tandem.features.expression.vector.TextSize;
import dev.tandem.features.expression.vector.Variable;
import java.util.List;
import java.util.Optional;

/** Operators and functions of lists; a list is a variable or, after {@code in}, of literals. */
final class ListFunctions {
  private ListFunctions() {}

  static void declare(Overloads overloads) {
    overloads.global("size", INT, STRING);
    for (CelType element : ELEMENTS) {
      CelType list = ListType.create(element);
      overloads.global(Operator.IN.getFunction(), BOOL, element, list);
      overloads.global(Operator.INDEX.getFunction(), element, list, INT);
      overloads.global("size", INT, list);
      overloads.global("index_of", INT, list, element);
    }
  }

  static Optional<Node> plan(Call call) {
    return switch (call.function()) {
      case "size" -> Optional.of(call.combine(in -> size(call, in.get(0))));
      case "index_of" -> Optional.of(search(call, ListSearch.Kind.INDEX_OF, 0));
      default -> Optional.empty();
    };
  }

  /** The operator {@code []}. */
  static Node element(Call call) {
    return call.combine(in -> new ListElement(call.register(), (Variable) in.get(0), in.get(1)));
  }

  /** The operator {@code in}. */
  static Node membership(Call call) {
    return call.arguments().get(1).getKind() == CelExpr.ExprKind.Kind.LIST
        ? call.ofFirst(operand -> new Membership(call.register(), operand, literals(call, operand)))
        : search(call, ListSearch.Kind.CONTAINS, 1);
  }

  private static Node search(Call call, ListSearch.Kind kind, int list) {
    return call.combine(
        in -> new ListSearch(call.register(), kind, (Variable) in.get(list), in.get(1 - list)));
  }

  private static Node size(Call call, Node of) {
    return of.type().isList()
        ? new ListSize(call.register(), (Variable) of)
        : new TextSize(call.register(), of);
  }

  private static List<Literal> literals(Call call, Node operand) {
    List<Literal> literals = call.literals(1);
    for (int i = 0; i < literals.size(); i++) {
      if (literals.get(i).type() != operand.type()) {
        throw call.refused(
            1,
            i,
            "found a literal of %s in a list for %s"
                .formatted(literals.get(i).type().declaredName(), operand.type().declaredName()));
      }
    }
    return literals;
  }
}
