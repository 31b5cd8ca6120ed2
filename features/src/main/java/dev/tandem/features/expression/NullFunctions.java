package dev.tandem.features.expression;

import static dev.tandem.features.expression.Overloads.BOOL;
import static dev.tandem.features.expression.Overloads.DOUBLE;
import static dev.tandem.features.expression.Overloads.ELEMENTS;
import static dev.tandem.features.expression.Overloads.INT;
import static dev.tandem.features.expression.Overloads.SCALARS;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.tandem.features.expression.vector.Fallback;
import dev.tandem.features.expression.vector.IsNull;
import dev.tandem.features.expression.vector.Node;
import java.util.List;
import java.util.Optional;

/** Functions that say what happens where a value is absent. */
final class NullFunctions {
  private NullFunctions() {}

  static void declare(Overloads overloads) {
    for (CelType type : SCALARS) {
      overloads.global("is_null", BOOL, type);
    }
    for (CelType element : ELEMENTS) {
      overloads.global("is_null", BOOL, ListType.create(element));
    }
    for (CelType type : SCALARS) {
      overloads.global("default_to", type, type, type);
    }
    overloads.global("default_to", DOUBLE, INT, DOUBLE);
    overloads.global("default_to", DOUBLE, DOUBLE, INT);
  }

  static Optional<Node> plan(Call call) {
    return switch (call.function()) {
      case "is_null" -> Optional.of(call.combine(in -> new IsNull(call.register(), in.get(0))));
      case "default_to" -> Optional.of(call.combine(in -> fallback(call, call.alike(in))));
      default -> Optional.empty();
    };
  }

  private static Node fallback(Call call, List<Node> in) {
    return new Fallback(call.register(), in.get(0), in.get(1));
  }
}
