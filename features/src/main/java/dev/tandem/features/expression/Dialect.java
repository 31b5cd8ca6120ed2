package dev.tandem.features.expression;

import static dev.tandem.features.expression.Overloads.BOOL;
import static dev.tandem.features.expression.Overloads.DOUBLE;
import static dev.tandem.features.expression.Overloads.INT;
import static dev.tandem.features.expression.Overloads.SCALARS;
import static dev.tandem.features.expression.Overloads.STRING;
import static dev.tandem.features.expression.Overloads.TIMESTAMP;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.Operator;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.tandem.features.type.ValueType;
import java.util.List;

/** The operators and functions of an expression, with the types they take. */
final class Dialect {
  private static final List<CelFunctionDecl> DECLARATIONS = all();

  private Dialect() {}

  private static List<CelFunctionDecl> all() {
    Overloads overloads = new Overloads();
    operators(overloads);
    NumberFunctions.declare(overloads);
    TimeFunctions.declare(overloads);
    NullFunctions.declare(overloads);
    TextFunctions.declare(overloads);
    ListFunctions.declare(overloads);
    BucketFunctions.declare(overloads);
    return overloads.declarations();
  }

  /** Every operator and function, in the parser's names. */
  static List<CelFunctionDecl> declarations() {
    return DECLARATIONS;
  }

  /** The type as the checker knows it. */
  static CelType celType(ValueType type) {
    return switch (type) {
      case INT64 -> INT;
      case FLOAT64 -> DOUBLE;
      case STRING -> STRING;
      case BOOL -> BOOL;
      case TIMESTAMP -> TIMESTAMP;
      case INT64_LIST, FLOAT64_LIST, STRING_LIST -> ListType.create(celType(type.element()));
    };
  }

  private static void operators(Overloads overloads) {
    for (Operator operator :
        List.of(Operator.ADD, Operator.SUBTRACT, Operator.MULTIPLY, Operator.DIVIDE)) {
      overloads.numeric(operator.getFunction());
    }
    overloads.global(Operator.ADD.getFunction(), STRING, STRING, STRING);
    overloads.global(Operator.MODULO.getFunction(), INT, INT, INT);
    overloads.global(Operator.NEGATE.getFunction(), INT, INT);
    overloads.global(Operator.NEGATE.getFunction(), DOUBLE, DOUBLE);
    comparisons(overloads);
    for (Operator operator : List.of(Operator.LOGICAL_AND, Operator.LOGICAL_OR)) {
      overloads.global(operator.getFunction(), BOOL, BOOL, BOOL);
    }
    overloads.global(Operator.LOGICAL_NOT.getFunction(), BOOL, BOOL);
    for (CelType type : SCALARS) {
      overloads.global(Operator.CONDITIONAL.getFunction(), type, BOOL, type, type);
    }
    overloads.global(Operator.CONDITIONAL.getFunction(), DOUBLE, BOOL, INT, DOUBLE);
    overloads.global(Operator.CONDITIONAL.getFunction(), DOUBLE, BOOL, DOUBLE, INT);
  }

  private static void comparisons(Overloads overloads) {
    for (Operator operator :
        List.of(
            Operator.LESS,
            Operator.LESS_EQUALS,
            Operator.GREATER,
            Operator.GREATER_EQUALS,
            Operator.EQUALS,
            Operator.NOT_EQUALS)) {
      boolean equality = operator == Operator.EQUALS || operator == Operator.NOT_EQUALS;
      for (CelType type : SCALARS) {
        if (equality || type != BOOL) {
          overloads.global(operator.getFunction(), BOOL, type, type);
        }
      }
      overloads.global(operator.getFunction(), BOOL, INT, DOUBLE);
      overloads.global(operator.getFunction(), BOOL, DOUBLE, INT);
    }
  }
}
