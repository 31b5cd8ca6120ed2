package dev.tandem.features.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects functions with the types they take; each function stays where it was first added. */
final class Overloads {
  static final CelType INT = SimpleType.INT;
  static final CelType DOUBLE = SimpleType.DOUBLE;
  static final CelType STRING = SimpleType.STRING;
  static final CelType BOOL = SimpleType.BOOL;
  static final CelType TIMESTAMP = SimpleType.TIMESTAMP;
  static final List<CelType> NUMBERS = List.of(INT, DOUBLE);
  static final List<CelType> SCALARS = List.of(INT, DOUBLE, STRING, BOOL, TIMESTAMP);

  /** The types a list can have as its elements. */
  static final List<CelType> ELEMENTS = List.of(INT, DOUBLE, STRING);

  private final Map<String, List<CelOverloadDecl>> overloads = new LinkedHashMap<>();

  /** Adds {@code function(arguments)}. */
  void global(String function, CelType result, CelType... arguments) {
    List<CelType> types = Arrays.asList(arguments);
    add(
        function,
        CelOverloadDecl.newGlobalOverload(
            function + types.stream().map(CelType::name).toList(), result, types));
  }

  /** Adds {@code a.function(b)} of two strings. */
  void member(String function, CelType result) {
    add(
        function,
        CelOverloadDecl.newMemberOverload("member_" + function, result, List.of(STRING, STRING)));
  }

  /** Adds a function of two numbers: int64 of two int64, otherwise float64. */
  void numeric(String function) {
    global(function, INT, INT, INT);
    global(function, DOUBLE, DOUBLE, DOUBLE);
    global(function, DOUBLE, INT, DOUBLE);
    global(function, DOUBLE, DOUBLE, INT);
  }

  /** Adds a function of so many numbers of any type, whose result is float64. */
  void ofNumbers(String function, int arguments) {
    global(function, DOUBLE, all(INT, arguments));
    mixed(function, arguments);
  }

  /** Adds a function of so many numbers, at least one of which is float64, as is the result. */
  void mixed(String function, int arguments) {
    for (int mix = 1; mix < 1 << arguments; mix++) {
      CelType[] types = all(INT, arguments);
      for (int i = 0; i < arguments; i++) {
        if ((mix >> (arguments - 1 - i) & 1) == 1) {
          types[i] = DOUBLE;
        }
      }
      global(function, DOUBLE, types);
    }
  }

  private static CelType[] all(CelType type, int arguments) {
    CelType[] types = new CelType[arguments];
    Arrays.fill(types, type);
    return types;
  }

  /** All that was added. */
  List<CelFunctionDecl> declarations() {
    return overloads.entrySet().stream()
        .map(e -> CelFunctionDecl.newFunctionDeclaration(e.getKey(), e.getValue()))
        .toList();
  }

  private void add(String function, CelOverloadDecl overload) {
    overloads.computeIfAbsent(function, f -> new ArrayList<>()).add(overload);
  }
}
