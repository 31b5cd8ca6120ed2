package dev.tandem.features.declaration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a ranking tries out other orders than the one by score. */
public sealed interface Exploration permits EpsilonGreedy, Thompson {
  /**
   * What goes into the random numbers besides a request's id, so that two pages that rank within
   * one request, or two experiments, do not draw the same.
   */
  String salt();

  /** The kinds there are. */
  enum Kind {
    /** See {@link EpsilonGreedy}. */
    EPSILON_GREEDY,
    /** See {@link Thompson}. */
    THOMPSON;

    /** The name used in declarations, for example {@code thompson}. */
    public String declaredName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with this declared name, or empty. */
    public static Optional<Kind> parse(String declaredName) {
      return Arrays.stream(values()).filter(k -> k.declaredName().equals(declaredName)).findFirst();
    }

    /** The names of the settings that it can have. */
    public List<String> settings() {
      return switch (this) {
        case EPSILON_GREEDY -> List.of("epsilon", "salt");
        case THOMPSON -> List.of("sigma", "count", "salt");
      };
    }
  }
}
