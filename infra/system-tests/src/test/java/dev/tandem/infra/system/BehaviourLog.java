package dev.tandem.infra.system;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A log in the format of the UserBehavior example, with everything that real ones have: events of
 * one second, exact copies, unknown behaviours, impossible times and lines that are cut short.
 *
 * @param lines the rows, without line ends
 * @param distinct the good rows, each counted once
 * @param copies the rows that repeat an earlier one
 * @param broken the rows that cannot be used
 */
public record BehaviourLog(List<String> lines, int distinct, int copies, int broken) {
  private static final long START_SECONDS = 1_511_539_200L;
  private static final int DAYS = 9;
  private static final String[] BEHAVIOURS = {"pv", "pv", "pv", "pv", "pv", "cart", "fav", "buy"};
  private static final String[] BROKEN = {
    "1,2,3,click,1511600000",
    "1,2,3,PV,1511600000",
    "1,2,3,pv,-1511600000",
    "1,2,3,pv,151160000000",
    "1,2,3,pv",
    "1,2",
    "1,2,3,pv,1511600000,6",
    "x,2,3,pv,1511600000",
    "1,,3,pv,1511600000"
  };

  /** A log of so many good rows; the same seed gives the same one. */
  public static BehaviourLog of(int rows, long seed) {
    Random random = new Random(seed);
    Set<String> good = new HashSet<>();
    List<String> lines = new ArrayList<>();
    int copies = 0;
    int broken = 0;
    while (good.size() < rows) {
      String line = draw(random);
      lines.add(line);
      copies += good.add(line) ? 0 : 1;
      if (random.nextInt(40) == 0) {
        lines.add(line);
        copies++;
      }
      if (random.nextInt(200) == 0) {
        lines.add(BROKEN[broken++ % BROKEN.length]);
      }
    }
    return new BehaviourLog(List.copyOf(lines), good.size(), copies, broken);
  }

  /** Few users and items, and times that often agree to the second. */
  private static String draw(Random random) {
    int user = 1 + random.nextInt(60);
    int item = 1 + (int) (40 * random.nextDouble() * random.nextDouble());
    long slot = random.nextInt(DAYS * 24 * 4);
    long seconds = START_SECONDS + slot * 900 + random.nextInt(20);
    return String.join(
        ",",
        Integer.toString(user),
        Integer.toString(item),
        Integer.toString(item % 7),
        BEHAVIOURS[random.nextInt(BEHAVIOURS.length)],
        Long.toString(seconds));
  }
}
