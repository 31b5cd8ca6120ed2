package dev.tandem.features.expression;

import static dev.tandem.features.expression.Overloads.BOOL;
import static dev.tandem.features.expression.Overloads.STRING;

import dev.tandem.features.expression.vector.LowerCase;
import dev.tandem.features.expression.vector.Node;
import dev.tandem.features.expression.vector.TextTest;
import java.util.List;
import java.util.Optional;

/** Functions of strings. */
final class TextFunctions {
  private TextFunctions() {}

  static void declare(Overloads overloads) {
    for (String function : List.of("startsWith", "endsWith", "contains")) {
      overloads.member(function, BOOL);
    }
    overloads.global("lower", STRING, STRING);
  }

  static Optional<Node> plan(Call call) {
    return switch (call.function()) {
      case "startsWith" -> Optional.of(test(call, TextTest.Kind.STARTS_WITH));
      case "endsWith" -> Optional.of(test(call, TextTest.Kind.ENDS_WITH));
      case "contains" -> Optional.of(test(call, TextTest.Kind.CONTAINS));
      case "lower" -> Optional.of(call.combine(in -> new LowerCase(call.register(), in.get(0))));
      default -> Optional.empty();
    };
  }

  private static Node test(Call call, TextTest.Kind kind) {
    return call.combine(in -> new TextTest(call.register(), kind, in.get(0), in.get(1)));
  }
}
