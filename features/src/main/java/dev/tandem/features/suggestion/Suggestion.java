package dev.tandem.features.suggestion;

import java.util.Collection;
import java.util.Optional;

/** Finds the known name a person probably meant. */
public final class Suggestion {
  private Suggestion() {}

  /**
   * The known name with the smallest edit distance to {@code found}, the earliest of equals; empty
   * if even that one differs in more than a third of the letters of {@code found}.
   */
  public static Optional<String> closest(String found, Collection<String> known) {
    String best = null;
    int bestDistance = Math.max(1, found.length() / 3) + 1;
    for (String name : known) {
      int distance = distance(found, name);
      if (distance < bestDistance) {
        best = name;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The text {@code , did you mean 'x'?}, or nothing if no known name is close. */
  public static String question(String found, Collection<String> known) {
    return closest(found, known).map(name -> ", did you mean '" + name + "'?").orElse("");
  }

  /** The number of letters to insert, delete, replace or swap with a neighbour. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        cost[i][j] = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        if (isSwap(a, i, b, j)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }

  private static boolean isSwap(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
