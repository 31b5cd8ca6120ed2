package dev.tandem.features.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.Operator;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operators and functions of an expression, with the types they take. */
final class Dialect {
  private static final CelType INT = SimpleType.INT;
  private static final CelType DOUBLE = SimpleType.DOUBLE;
  private static final CelType STRING = SimpleType.STRING;
  private static final CelType BOOL = SimpleType.BOOL;
  private static final CelType TIMESTAMP = SimpleType.TIMESTAMP;
  private static final List<CelType> SCALARS = List.of(INT, DOUBLE, STRING, BOOL, TIMESTAMP);

  private final Map<String, List<CelOverloadDecl>> overloads = new LinkedHashMap<>();

  private Dialect() {
    operators();
    functions();
    methods();
  }

  /** Every operator and function, in the parser's names. */
  static List<CelFunctionDecl> declarations() {
    return new Dialect()
        .overloads.entrySet().stream()
            .map(e -> CelFunctionDecl.newFunctionDeclaration(e.getKey(), e.getValue()))
            .toList();
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

  private void operators() {
    for (Operator operator :
        List.of(Operator.ADD, Operator.SUBTRACT, Operator.MULTIPLY, Operator.DIVIDE)) {
      numeric(operator.getFunction());
    }
    global(Operator.ADD.getFunction(), STRING, STRING, STRING);
    global(Operator.MODULO.getFunction(), INT, INT, INT);
    global(Operator.NEGATE.getFunction(), INT, INT);
    global(Operator.NEGATE.getFunction(), DOUBLE, DOUBLE);
    comparisons();
    for (Operator operator : List.of(Operator.LOGICAL_AND, Operator.LOGICAL_OR)) {
      global(operator.getFunction(), BOOL, BOOL, BOOL);
    }
    global(Operator.LOGICAL_NOT.getFunction(), BOOL, BOOL);
    for (CelType type : SCALARS) {
      global(Operator.CONDITIONAL.getFunction(), type, BOOL, type, type);
    }
    global(Operator.CONDITIONAL.getFunction(), DOUBLE, BOOL, INT, DOUBLE);
    global(Operator.CONDITIONAL.getFunction(), DOUBLE, BOOL, DOUBLE, INT);
    for (CelType type : List.of(INT, DOUBLE, STRING)) {
      global(Operator.IN.getFunction(), BOOL, type, ListType.create(type));
    }
  }

  private void comparisons() {
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
          global(operator.getFunction(), BOOL, type, type);
        }
      }
      global(operator.getFunction(), BOOL, INT, DOUBLE);
      global(operator.getFunction(), BOOL, DOUBLE, INT);
    }
  }

  private void functions() {
    for (CelType left : List.of(INT, DOUBLE)) {
      for (CelType right : List.of(INT, DOUBLE)) {
        global("ratio", DOUBLE, left, right);
      }
    }
    numeric("difference");
    global("difference", INT, TIMESTAMP, TIMESTAMP);
    for (String function : List.of("hour_of_day", "day_of_week")) {
      global(function, INT, TIMESTAMP);
      global(function, INT, TIMESTAMP, STRING);
    }
    for (CelType type : SCALARS) {
      global("is_null", BOOL, type);
    }
    global("double", DOUBLE, INT);
    global("int", INT, DOUBLE);
    global("timestamp", TIMESTAMP, STRING);
  }

  private void methods() {
    for (String function : List.of("startsWith", "endsWith", "contains")) {
      add(
          function,
          CelOverloadDecl.newMemberOverload("member_" + function, BOOL, List.of(STRING, STRING)));
    }
  }

  private void numeric(String function) {
    global(function, INT, INT, INT);
    global(function, DOUBLE, DOUBLE, DOUBLE);
    global(function, DOUBLE, INT, DOUBLE);
    global(function, DOUBLE, DOUBLE, INT);
  }

  private void global(String function, CelType result, CelType... arguments) {
    List<CelType> types = Arrays.asList(arguments);
    add(
        function,
        CelOverloadDecl.newGlobalOverload(
            function + types.stream().map(CelType::name).toList(), result, types));
  }

  private void add(String function, CelOverloadDecl overload) {
    overloads.computeIfAbsent(function, f -> new ArrayList<>()).add(overload);
  }
}
