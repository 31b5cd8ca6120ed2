package dev.tandem.features.state;

import dev.tandem.features.aggregate.Tally;
import dev.tandem.features.aggregate.ValueCounts;
import dev.tandem.features.aggregate.WindowState;
import dev.tandem.features.table.Field;
import dev.tandem.features.timeline.Tiling;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.Selection;
import java.util.Comparator;
import java.util.List;

/**
 * How often each key occurs in each tile of one resolution, in ascending order of the keys (strings
 * by code point), the newest tile first; for the rule by which keys are left out see {@link
 * ValueCounts}.
 *
 * <p>Let "after" be the tile after the one that holds cut - 1.
 *
 * <table>
 * <caption>Bytes of one entry</caption>
 * <tr><td>varint</td><td>after minus the newest tile of the key; 0 ends the run</td></tr>
 * <tr><td>key</td><td>int64 or bucket: the first as zigzag, then as varint minus the one before;
 *     string: its length in UTF-8 as varint, then UTF-8</td></tr>
 * <tr><td>varint</td><td>how often it occurs in the tile</td></tr>
 * <tr><td>varint, varint</td><td>for each older tile: the tile before minus this one, and how often
 *     the key occurs in it; a single 0 ends the tiles</td></tr>
 * </table>
 *
 * <table>
 * <caption>Bytes after a run that is not empty</caption>
 * <tr><td>varint</td><td>after minus the first tile of which all is kept, plus 1; 0 if all is kept of
 *     every tile that a window can reach. Of the tile before that one there are the keys with the
 *     smallest hashes, if no event is in a later tile</td></tr>
 * </table>
 */
final class KeyCountsSlot implements SingleSlot {
  private final Selection selection;
  private final Tiling tiling;
  private final ValueCounts state;
  private final List<Target> targets;
  private final boolean texts;

  KeyCountsSlot(Selection selection, Tiling tiling, ValueCounts state, List<Target> targets) {
    this.selection = selection;
    this.tiling = tiling;
    this.state = state;
    this.targets = List.copyOf(targets);
    this.texts =
        state.buckets().isEmpty()
            && selection.field().map(Field::type).orElseThrow() == ValueType.STRING;
  }

  Tiling tiling() {
    return tiling;
  }

  ValueCounts state() {
    return state;
  }

  boolean holdsTexts() {
    return texts;
  }

  /** The tile after the newest one that events before the cut can lie in. */
  long afterNewest(long cut) {
    return tiling.tileOf(cut - 1) + 1;
  }

  /**
   * The oldest tile that a window can reach from the cut on.
   *
   * @param since the instant before which all events are left out
   */
  long oldestKept(long cut, long since) {
    Target longest =
        targets.stream().max(Comparator.comparingLong(Target::lengthMillis)).orElseThrow();
    return Math.max(longest.firstTile(tiling, cut), tiling.tileOf(since));
  }

  @Override
  public EntityWriter folding(FoldedEvents events) {
    return new KeyCountsFold(this, events.selected(selection), events.cut());
  }

  @Override
  public void merge(
      StateCursor a, long cutOfA, StateCursor b, long cutOfB, long since, StateWriter out) {
    KeyCountsTable ofA = KeyCountsTable.read(this, a, cutOfA);
    KeyCountsTable ofB = KeyCountsTable.read(this, b, cutOfB);
    new KeyCountsMerge(this, Math.max(cutOfA, cutOfB), since, out).merge(ofA, ofB);
  }

  // Hot path: SummariesBenchmark. The keys need no table, because each stands in one place.
  @Override
  public void read(StateCursor in, long cut, long instant, WindowState[] features, long[] scratch) {
    for (int t = 0; t < targets.size(); t++) {
      scratch[t] = targets.get(t).firstTile(tiling, instant);
      features[targets.get(t).feature()].counts().texts(in);
    }
    long after = afterNewest(cut);
    long before = 0;
    boolean isFirst = true;
    for (long step = in.varint(); step != 0; step = in.varint()) {
      long key = texts ? in.position() : readNumber(in, before, isFirst);
      if (texts) {
        in.skipText();
      }
      countTiles(in, after - step, scratch);
      for (int t = 0; t < targets.size(); t++) {
        put(targets.get(t), key, scratch[targets.size() + t], features);
      }
      before = key;
      isFirst = false;
    }
    if (!isFirst) {
      in.varint();
    }
  }

  private void countTiles(StateCursor in, long newest, long[] scratch) {
    int size = targets.size();
    for (int t = 0; t < size; t++) {
      scratch[size + t] = 0;
    }
    long tile = newest;
    long step;
    do {
      long count = readCount(in);
      for (int t = 0; t < size; t++) {
        if (tile >= scratch[t]) {
          scratch[size + t] = Tally.COUNT.merge(scratch[size + t], count);
        }
      }
      step = in.varint();
      tile -= step;
    } while (step != 0);
  }

  private static void put(Target target, long key, long count, WindowState[] features) {
    if (count > 0) {
      features[target.feature()].occupy();
      features[target.feature()].counts().add(key, count);
    }
  }

  /** The next key, a number. */
  static long readNumber(StateCursor in, long before, boolean isFirst) {
    return isFirst ? in.zigzag() : before + in.varint();
  }

  /** The next count. */
  static long readCount(StateCursor in) {
    long count = in.varint();
    if (count < 1) {
      throw new CorruptStateException("found a key that occurs " + count + " times in a tile");
    }
    return count;
  }

  @Override
  public List<Target> targets() {
    return targets;
  }

  @Override
  public int scratch() {
    return 2 * targets.size();
  }

  @Override
  public String description() {
    long reach = targets.stream().mapToLong(Target::lengthMillis).max().orElseThrow();
    return "counts at "
        + tiling.resolutionMillis()
        + state.buckets().map(b -> " in buckets of " + b.accuracy()).orElse("")
        + " of at most "
        + state.most()
        + " reaching "
        + reach
        + selection.description();
  }
}
