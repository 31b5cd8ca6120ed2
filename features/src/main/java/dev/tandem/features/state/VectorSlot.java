package dev.tandem.features.state;

import dev.tandem.features.aggregate.Tally;
import dev.tandem.features.aggregate.VectorRun;
import dev.tandem.features.aggregate.VectorSums;
import dev.tandem.features.aggregate.WindowState;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Tiling;
import dev.tandem.features.view.Selection;
import java.util.ArrayList;
import java.util.List;

/**
 * The non-empty tiles of one resolution, each with the number of one selection's vectors in it and
 * the sums of their components, in the form of {@link TileSlot}: count, then sums.
 */
final class VectorSlot implements SingleSlot {
  private final Selection selection;
  private final int dimension;
  private final int scale;
  private final List<Reader> readers;
  private final List<Target> targets;
  private final TileSlot tiles;

  /** A feature and what it asks for. */
  record Reader(Target target, VectorSums sums) {}

  VectorSlot(Selection selection, Tiling tiling, int scale, List<Reader> readers) {
    this.selection = selection;
    this.dimension = readers.get(0).sums().dimension();
    this.scale = scale;
    this.readers = List.copyOf(readers);
    this.targets = readers.stream().map(Reader::target).toList();
    List<TileSlot.ScaledTally> tallies = new ArrayList<>();
    tallies.add(new TileSlot.ScaledTally(Tally.COUNT, 0));
    for (int i = 0; i < dimension; i++) {
      tallies.add(new TileSlot.ScaledTally(Tally.SUM, scale));
    }
    List<TileSlot.Column> columns =
        readers.stream().map(r -> new TileSlot.Column(r.target(), 0, Tally.COUNT)).toList();
    this.tiles = new TileSlot(selection, tiling, tallies, columns);
  }

  @Override
  public EntityWriter folding(FoldedEvents events) {
    SelectedEvents selected = events.selected(selection);
    long[][] values = new long[dimension + 1][selected.size()];
    long[] vector = new long[dimension + 1];
    for (int event = 0; event < selected.size(); event++) {
      selected.vector(event, scale, vector);
      for (int i = 0; i < vector.length; i++) {
        values[i][event] = vector[i];
      }
    }
    return new TileFold(tiles, selected, values, events.cut());
  }

  @Override
  public void merge(
      StateCursor a, long cutOfA, StateCursor b, long cutOfB, long since, StateWriter out) {
    tiles.merge(a, cutOfA, b, cutOfB, since, out);
  }

  // Hot path: StateReaderBenchmark.
  @Override
  public void read(StateCursor in, long cut, long instant, WindowState[] features, long[] scratch) {
    int numbers = readers.size();
    for (int r = 0; r < numbers; r++) {
      scratch[r] = readers.get(r).target().firstTile(tiles.tiling(), instant);
    }
    long current = tiles.tiling().tileOf(instant);
    long tile = tiles.afterNewest(cut);
    for (long step = in.varint(); step != 0; step = in.varint()) {
      tile -= step;
      for (int i = 0; i <= dimension; i++) {
        scratch[numbers + i] = tiles.readTally(i, in);
      }
      for (int r = 0; r < numbers; r++) {
        if (tile >= scratch[r]) {
          hand(readers.get(r), current - tile, features, scratch);
        }
      }
    }
  }

  private void hand(Reader reader, long age, WindowState[] features, long[] scratch) {
    WindowState window = features[reader.target().feature()];
    VectorRun run = window.vectors(dimension);
    window.occupy();
    switch (reader.sums().span()) {
      case WINDOW -> run.add(scratch, readers.size());
      case EACH_TILE -> run.append(age, scratch, readers.size());
    }
  }

  @Override
  public List<Target> targets() {
    return targets;
  }

  @Override
  public int scratch() {
    return readers.size() + dimension + 1;
  }

  @Override
  public String description() {
    long reach = readers.stream().mapToLong(r -> r.target().lengthMillis()).max().orElseThrow();
    return "vectors of "
        + dimension
        + " in tiles of "
        + tiles.tiling().resolutionMillis()
        + "@"
        + scale
        + " reaching "
        + reach
        + selection.description();
  }
}
