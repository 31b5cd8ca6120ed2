package dev.tandem.features.state;

import dev.tandem.features.table.CodePointOrder;
import dev.tandem.features.timeline.IndexSort;
import dev.tandem.features.timeline.Occurrences;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Tiling;
import dev.tandem.features.view.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The distinct values of one selection, each with the tile of the newest event that has it; newest
 * tile first, in a tile the smallest value first (strings by code point).
 *
 * <p>The tiles are as fine as the windows need: every window starts where a tile does.
 *
 * <table>
 * <caption>Bytes of one entry</caption>
 * <tr><td>varint</td><td>the tile before minus this one, plus 1; for the first, the tile before is
 *     the one that holds cut - 1; 0 ends the run</td></tr>
 * <tr><td>value</td><td>int64: zigzag; string: its length in UTF-8 as varint, then UTF-8</td></tr>
 * </table>
 */
final class DistinctSlot implements Slot {
  private static final Comparator<Map.Entry<Key, Long>> NEWEST_FIRST =
      Map.Entry.<Key, Long>comparingByValue()
          .reversed()
          .thenComparing(e -> e.getKey().number())
          .thenComparing(e -> e.getKey().text(), CodePointOrder::compare);

  private final Selection selection;
  private final Tiling tiling;
  private final List<Target> targets;
  private final ValueForm form;

  private record Key(long number, String text) {}

  DistinctSlot(Selection selection, Tiling tiling, List<Target> targets) {
    this.selection = selection;
    this.tiling = tiling;
    this.targets = List.copyOf(targets);
    this.form = ValueForm.of(selection.field().orElseThrow().type());
  }

  private long oldestKept(long cut) {
    return targets.stream().mapToLong(t -> t.firstTile(tiling, cut)).min().orElseThrow();
  }

  @Override
  public EntityWriter folding(FoldedEvents events) {
    SelectedEvents selected = events.selected(selection);
    long[] values = selected.values();
    List<String> dictionary = selected.dictionary();
    int[] following = Occurrences.of(selected).following();
    int[] found = new int[selected.size()];
    long[] tiles = new long[selected.size()];
    for (int i = 0; i < tiles.length; i++) {
      tiles[i] = following[i] == Occurrences.NO_FOLLOWING ? tiling.tileOf(selected.time(i)) : 0;
    }
    IndexSort.RowOrder order = order(tiles, values, dictionary);
    long kept = oldestKept(events.cut());
    return (entity, since, out) -> {
      long oldest = Math.max(kept, tiling.tileOf(since));
      int count = 0;
      for (int i = selected.start(entity); i < selected.start(entity + 1); i++) {
        if (following[i] == Occurrences.NO_FOLLOWING && tiles[i] >= oldest) {
          found[count++] = i;
        }
      }
      IndexSort.sort(found, 0, count, order);
      long before = tiling.tileOf(events.cut() - 1);
      for (int i = 0; i < count; i++) {
        long tile = tiles[found[i]];
        long value = values[found[i]];
        String text = form == ValueForm.TEXT ? dictionary.get((int) value) : "";
        write(new Key(value, text), before - tile, out);
        before = tile;
      }
      out.varint(0);
    };
  }

  private IndexSort.RowOrder order(long[] tiles, long[] values, List<String> dictionary) {
    return (a, b) -> {
      int byTile = Long.compare(tiles[b], tiles[a]);
      if (byTile != 0) {
        return byTile;
      }
      return form == ValueForm.TEXT
          ? CodePointOrder.compare(dictionary.get((int) values[a]), dictionary.get((int) values[b]))
          : Long.compare(values[a], values[b]);
    };
  }

  private void write(Key key, long age, StateWriter out) {
    out.varint(age + 1);
    if (form == ValueForm.TEXT) {
      out.text(key.text());
    } else {
      form.write(key.number(), out);
    }
  }

  @Override
  public void merge(
      StateCursor a, long cutOfA, StateCursor b, long cutOfB, long since, StateWriter out) {
    Map<Key, Long> tiles = new HashMap<>();
    collect(a, cutOfA, tiles);
    collect(b, cutOfB, tiles);
    List<Map.Entry<Key, Long>> entries = new ArrayList<>(tiles.entrySet());
    entries.sort(NEWEST_FIRST);
    long cut = Math.max(cutOfA, cutOfB);
    long kept = Math.max(oldestKept(cut), tiling.tileOf(since));
    long before = tiling.tileOf(cut - 1);
    for (Map.Entry<Key, Long> entry : entries) {
      if (entry.getValue() >= kept) {
        write(entry.getKey(), before - entry.getValue(), out);
        before = entry.getValue();
      }
    }
    out.varint(0);
  }

  private void collect(StateCursor in, long cut, Map<Key, Long> tiles) {
    long tile = tiling.tileOf(cut - 1);
    for (long step = in.varint(); step != 0; step = in.varint()) {
      tile -= step - 1;
      boolean isText = form == ValueForm.TEXT;
      Key key = isText ? new Key(0, in.text()) : new Key(form.read(in), "");
      tiles.merge(key, tile, Math::max);
    }
  }

  // Hot path: FetchBenchmark. Values that come before a window's first tile are those it counts.
  @Override
  public void read(StateRuns runs, Windows windows) {
    long[] scratch = runs.scratch(2 * targets.size());
    latestFirst(windows, scratch);
    try {
      long cut = 0;
      long newest = tiling.tileOf(cut - 1);
      for (int run = 0; run < runs.size(); run++) {
        if (runs.position(run) >= 0) {
          if (runs.cut(run) != cut) {
            cut = runs.cut(run);
            newest = tiling.tileOf(cut - 1);
          }
          runs.passed(run, read(runs, run, newest, windows, scratch));
        }
      }
    } catch (IndexOutOfBoundsException e) {
      throw new CorruptStateException("a state is cut short at the end of what was read", e);
    }
  }

  /** Sorts the targets by the first tiles of their windows; then come the targets' numbers. */
  private void latestFirst(Windows windows, long[] scratch) {
    int size = targets.size();
    for (int t = 0; t < size; t++) {
      long first = windows.firstTile(targets.get(t), tiling);
      int place = t;
      for (; place > 0 && scratch[place - 1] < first; place--) {
        scratch[place] = scratch[place - 1];
        scratch[size + place] = scratch[size + place - 1];
      }
      scratch[place] = first;
      scratch[size + place] = t;
    }
  }

  /** Counts the values of a run and returns the place after its slot. */
  private int read(StateRuns runs, int run, long newest, Windows windows, long[] scratch) {
    byte[] bytes = runs.bytes();
    int at = runs.position(run);
    int limit = runs.limit(run);
    int size = targets.size();
    long tile = newest;
    int count = 0;
    int next = 0;
    for (; bytes[at] != 0; count++) {
      tile -= Varints.value(bytes, at) - 1;
      at += Varints.length(bytes, at);
      at = pass(bytes, at, limit - at);
      if (at >= limit) {
        throw runs.cutShort(run);
      }
      for (; next < size && tile < scratch[next]; next++) {
        hand(targets.get((int) scratch[size + next]), run, count, windows);
      }
    }
    for (; next < size; next++) {
      hand(targets.get((int) scratch[size + next]), run, count, windows);
    }
    return at + 1;
  }

  /** The place after a value. */
  private int pass(byte[] bytes, int at, int most) {
    return switch (form) {
      case ZIGZAG -> at + Varints.length(bytes, at);
      case EIGHT_BYTES -> at + Long.BYTES;
      case TEXT -> {
        long length = Varints.value(bytes, at);
        if (length < 0 || length > most) {
          throw new CorruptStateException("a text of " + length + " bytes is cut short");
        }
        yield at + Varints.length(bytes, at) + (int) length;
      }
    };
  }

  private static void hand(Target target, int run, int count, Windows windows) {
    FeatureWindows of = windows.of(target);
    if (of != null && count > 0) {
      of.numbers(target.state())[run] = count;
      of.occupied()[run] = 1;
    }
  }

  @Override
  public String description() {
    long reach = targets.stream().mapToLong(Target::lengthMillis).max().orElseThrow();
    return "distinct at "
        + tiling.resolutionMillis()
        + " reaching "
        + reach
        + selection.description();
  }
}
