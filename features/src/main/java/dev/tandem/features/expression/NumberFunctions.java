package dev.tandem.features.expression;

import static dev.tandem.features.expression.Overloads.DOUBLE;
import static dev.tandem.features.expression.Overloads.INT;
import static dev.tandem.features.expression.Overloads.NUMBERS;
import static dev.tandem.features.expression.Overloads.TIMESTAMP;

import dev.cel.common.types.CelType;
import dev.tandem.features.expression.vector.Concatenation;
import dev.tandem.features.expression.vector.Conversion;
import dev.tandem.features.expression.vector.DoubleArithmetic;
import dev.tandem.features.expression.vector.DoubleFunction;
import dev.tandem.features.expression.vector.DoublePairFunction;
import dev.tandem.features.expression.vector.Extremum;
import dev.tandem.features.expression.vector.LongAbsolute;
import dev.tandem.features.expression.vector.LongArithmetic;
import dev.tandem.features.expression.vector.Node;
import dev.tandem.features.expression.vector.Operation;
import dev.tandem.features.type.ValueType;
import java.util.List;
import java.util.Optional;

/** Functions of numbers. */
final class NumberFunctions {
  private NumberFunctions() {}

  static void declare(Overloads overloads) {
    overloads.ofNumbers("ratio", 2);
    overloads.numeric("difference");
    overloads.global("difference", INT, TIMESTAMP, TIMESTAMP);
    overloads.global("double", DOUBLE, INT);
    overloads.global("int", INT, DOUBLE);
    for (CelType type : NUMBERS) {
      overloads.global("abs", type, type);
    }
    for (String function : List.of("min", "max")) {
      overloads.numeric(function);
      overloads.global(function, TIMESTAMP, TIMESTAMP, TIMESTAMP);
    }
    overloads.global("clamp", INT, INT, INT, INT);
    overloads.mixed("clamp", 3);
    for (String function : List.of("floor", "ceil", "round")) {
      overloads.global(function, DOUBLE, DOUBLE);
    }
    for (String function : List.of("log", "log1p", "exp", "sqrt")) {
      overloads.ofNumbers(function, 1);
    }
    for (String function : List.of("pow", "cyclic_sin", "cyclic_cos")) {
      overloads.ofNumbers(function, 2);
    }
  }

  static Optional<Node> plan(Call call) {
    return switch (call.function()) {
      case "ratio" ->
          Optional.of(
              call.combine(
                  in ->
                      new DoubleArithmetic(
                          call.register(),
                          Operation.DIVIDE,
                          call.wide(in.get(0)),
                          call.wide(in.get(1)))));
      case "difference" ->
          Optional.of(
              call.combine(in -> arithmetic(call, Operation.SUBTRACT, in.get(0), in.get(1))));
      case "double" -> Optional.of(conversion(call, ValueType.FLOAT64));
      case "int" -> Optional.of(conversion(call, ValueType.INT64));
      case "abs" -> Optional.of(call.combine(in -> absolute(call, in.get(0))));
      case "min" -> Optional.of(call.combine(in -> extremum(call, Extremum.Kind.MIN, in)));
      case "max" -> Optional.of(call.combine(in -> extremum(call, Extremum.Kind.MAX, in)));
      case "clamp" -> Optional.of(call.combine(in -> clamped(call, call.alike(in))));
      case "floor" -> Optional.of(function(call, DoubleFunction.Kind.FLOOR));
      case "ceil" -> Optional.of(function(call, DoubleFunction.Kind.CEIL));
      case "round" -> Optional.of(function(call, DoubleFunction.Kind.ROUND));
      case "log" -> Optional.of(function(call, DoubleFunction.Kind.LOG));
      case "log1p" -> Optional.of(function(call, DoubleFunction.Kind.LOG1P));
      case "exp" -> Optional.of(function(call, DoubleFunction.Kind.EXP));
      case "sqrt" -> Optional.of(function(call, DoubleFunction.Kind.SQRT));
      case "pow" -> Optional.of(function(call, DoublePairFunction.Kind.POW));
      case "cyclic_sin" -> Optional.of(function(call, DoublePairFunction.Kind.CYCLIC_SIN));
      case "cyclic_cos" -> Optional.of(function(call, DoublePairFunction.Kind.CYCLIC_COS));
      default -> Optional.empty();
    };
  }

  /** An operator on numbers, timestamps or, for {@code +}, strings. */
  static Node arithmetic(Call call, Operation operation, Node left, Node right) {
    if (left.type() == ValueType.STRING) {
      return new Concatenation(call.register(), left, right);
    }
    List<Node> sides = call.alike(List.of(left, right));
    return sides.get(0).type() == ValueType.FLOAT64
        ? new DoubleArithmetic(call.register(), operation, sides.get(0), sides.get(1))
        : new LongArithmetic(call.register(), operation, sides.get(0), sides.get(1));
  }

  private static Node conversion(Call call, ValueType type) {
    return call.combine(in -> new Conversion(type, call.register(), in.get(0)));
  }

  private static Node absolute(Call call, Node number) {
    return number.type() == ValueType.FLOAT64
        ? new DoubleFunction(call.register(), DoubleFunction.Kind.ABS, number)
        : new LongAbsolute(call.register(), number);
  }

  private static Node extremum(Call call, Extremum.Kind kind, List<Node> values) {
    List<Node> sides = call.alike(values);
    return new Extremum(call.register(), kind, sides.get(0), sides.get(1));
  }

  private static Node clamped(Call call, List<Node> in) {
    Node below = extremum(call, Extremum.Kind.MIN, List.of(in.get(0), in.get(2)));
    return extremum(call, Extremum.Kind.MAX, List.of(below, in.get(1)));
  }

  private static Node function(Call call, DoubleFunction.Kind kind) {
    return call.combine(in -> new DoubleFunction(call.register(), kind, call.wide(in.get(0))));
  }

  private static Node function(Call call, DoublePairFunction.Kind kind) {
    return call.combine(
        in ->
            new DoublePairFunction(
                call.register(), kind, call.wide(in.get(0)), call.wide(in.get(1))));
  }
}
