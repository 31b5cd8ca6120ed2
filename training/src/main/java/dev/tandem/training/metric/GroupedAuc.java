package dev.tandem.training.metric;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The mean of the groups' {@link Auc}, each weighted by its rows: how well rows are ordered within
 * a group, such as the items shown to one user (Zhou et al., Deep Interest Network, KDD 2018, who
 * weight by impressions).
 *
 * <p>Groups in which only one class occurs have no area and are left out, with their rows.
 */
public final class GroupedAuc {
  private static final int GROUP_SHIFT = 33;

  private GroupedAuc() {}

  /**
   * The mean, or empty if no group has both classes.
   *
   * @param scores finite; row i has the label {@code labels[i]} and is of the group {@code
   *     groups[i]}
   * @param labels 1 or 0; rows with NaN are left out
   * @param groups rows of a negative one are left out
   */
  public static OptionalDouble of(float[] scores, float[] labels, int[] groups) {
    long[] keys = new long[scores.length];
    int count = 0;
    for (int i = 0; i < scores.length; i++) {
      if (!Float.isNaN(labels[i]) && groups[i] >= 0) {
        keys[count++] = (long) groups[i] << GROUP_SHIFT | Ranking.key(scores[i], labels[i]);
      }
    }
    Arrays.sort(keys, 0, count);
    double weighted = 0;
    long rows = 0;
    for (int from = 0; from < count; ) {
      int to = groupEnd(keys, from, count);
      Ranking group = Ranking.ofSorted(keys, from, to);
      if (group.hasBothClasses()) {
        weighted += group.rows() * Auc.of(group).orElseThrow();
        rows += group.rows();
      }
      from = to;
    }
    return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of(weighted / rows);
  }

  private static int groupEnd(long[] keys, int from, int count) {
    long group = keys[from] >>> GROUP_SHIFT;
    int end = from + 1;
    while (end < count && keys[end] >>> GROUP_SHIFT == group) {
      end++;
    }
    return end;
  }
}
