package dev.tandem.features.state;

import dev.tandem.features.aggregate.ExactState;
import dev.tandem.features.aggregate.Tally;
import dev.tandem.features.table.Field;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Tiling;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.Selection;
import java.util.Comparator;
import java.util.List;

/**
 * The non-empty tiles of one resolution, each with the tallies of one selection's events in it.
 *
 * <table>
 * <caption>Bytes of one entry</caption>
 * <tr><td>varint</td><td>the tile before minus this one; for the first, the tile after the one that
 *     holds cut - 1, minus this one; 0 ends the run</td></tr>
 * <tr><td>for each tally</td><td>count and sums of squares: varint; sum: zigzag; min and max:
 *     zigzag, of float64 the 8 bytes of its ordered form</td></tr>
 * </table>
 */
final class TileSlot implements Slot {
  private final Selection selection;
  private final Tiling tiling;
  private final List<ScaledTally> tallies;
  private final List<Column> columns;
  private final ValueForm form;
  private final TileReader reader;

  /** A tally and the scale of its summands. */
  record ScaledTally(Tally tally, int scale) {}

  /**
   * What a feature's window takes from the tiles.
   *
   * @param tally the number of the tally
   * @param asked the tally itself for the total, otherwise that of each tile
   */
  record Column(Target target, int tally, ExactState asked) {}

  TileSlot(Selection selection, Tiling tiling, List<ScaledTally> tallies, List<Column> columns) {
    this.selection = selection;
    this.tiling = tiling;
    this.tallies = List.copyOf(tallies);
    // Windows of one resolution start the earlier the longer they are, at every instant.
    this.columns =
        columns.stream().sorted(Comparator.comparingLong(c -> c.target().lengthMillis())).toList();
    this.form = form(selection.field().map(Field::type).orElse(ValueType.INT64));
    this.reader = new TileReader(this, this.columns);
  }

  // Lists have no smallest or largest value, which alone are written as values.
  private static ValueForm form(ValueType type) {
    return type.isList() ? ValueForm.ZIGZAG : ValueForm.of(type);
  }

  @Override
  public EntityWriter folding(FoldedEvents events) {
    SelectedEvents selected = events.selected(selection);
    long[][] values = new long[tallies.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = values(selected, tallies.get(i));
    }
    return new TileFold(this, selected, values, events.cut());
  }

  private static long[] values(SelectedEvents selected, ScaledTally tally) {
    return switch (tally.tally()) {
      case COUNT -> new long[selected.size()];
      case SUM, SQUARES_LOW, SQUARES_HIGH -> selected.summands(tally.scale());
      case MIN, MAX -> selected.values();
    };
  }

  Tiling tiling() {
    return tiling;
  }

  List<ScaledTally> tallies() {
    return tallies;
  }

  /** The tile after the newest one that events before the cut can lie in. */
  long afterNewest(long cut) {
    return tiling.tileOf(cut - 1) + 1;
  }

  /** The oldest tile that a window can reach from the cut on. */
  long oldestKept(long cut) {
    return columns.get(columns.size() - 1).target().firstTile(tiling, cut);
  }

  void writeTallies(long[] sums, StateWriter out) {
    for (int i = 0; i < sums.length; i++) {
      switch (tallies.get(i).tally()) {
        case COUNT, SQUARES_LOW, SQUARES_HIGH -> out.varint(sums[i]);
        case SUM -> out.zigzag(sums[i]);
        case MIN, MAX -> form.write(sums[i], out);
      }
    }
  }

  /** How values are written. */
  ValueForm form() {
    return form;
  }

  long readTally(int tally, StateCursor in) {
    return switch (tallies.get(tally).tally()) {
      case COUNT, SQUARES_LOW, SQUARES_HIGH -> in.varint();
      case SUM -> in.zigzag();
      case MIN, MAX -> form.read(in);
    };
  }

  @Override
  public void merge(
      StateCursor a, long cutOfA, StateCursor b, long cutOfB, long since, StateWriter out) {
    new TileMerge(this, Math.max(cutOfA, cutOfB), since, out)
        .merge(new TileRun(this, a, cutOfA), new TileRun(this, b, cutOfB));
  }

  @Override
  public void read(StateRuns runs, Windows windows) {
    reader.read(runs, windows);
  }

  @Override
  public String description() {
    StringBuilder text = new StringBuilder("tiles of ").append(tiling.resolutionMillis());
    tallies.forEach(t -> text.append(' ').append(t.tally()).append('@').append(t.scale()));
    long reach = columns.get(columns.size() - 1).target().lengthMillis();
    return text.append(" reaching ").append(reach).append(selection.description()).toString();
  }
}
