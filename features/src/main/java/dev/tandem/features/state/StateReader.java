package dev.tandem.features.state;

import dev.tandem.features.aggregate.NumberOverflowException;
import dev.tandem.features.aggregate.WindowState;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.view.CompiledFeature;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * Computes a view's features from packed states at any instant.
 *
 * <p>The bytes of a state, big-endian; a varint is unsigned, seven bits a byte, the lowest first,
 * and zigzag maps signed integers to them:
 *
 * <table>
 * <caption>Format 1</caption>
 * <tr><td>8</td><td>the version: the cut, the instant before which all events are in, as signed UTC
 *     epoch milliseconds</td></tr>
 * <tr><td>1</td><td>the format, 1</td></tr>
 * <tr><td>4</td><td>the first bytes of the SHA-256 of the slots' descriptions, so that a state
 *     written for other declarations is recognised</td></tr>
 * <tr><td>varint</td><td>cut - 1 minus the time of the newest event</td></tr>
 * <tr><td>groups</td><td>for each selection whose events are told apart by a field, each bound on
 *     the number of groups and each resolution, in order of the first feature that needs it: the
 *     groups, see {@code GroupSlot}'s table; each begins with its length</td></tr>
 * <tr><td>slots</td><td>for each other selection of events and, if tallies are tiled, each resolution, in
 *     order of the first feature that needs it: tiles of tallies, newest events, distinct values,
 *     counts of keys or registers; see the slots' own tables</td></tr>
 * </table>
 *
 * <p>Features that are kept for groups of the entity are read by a {@link GroupReader}. Safe for
 * use by many threads.
 */
public final class StateReader {
  private final CompiledView view;
  private final StateLayout layout;
  private final List<CompiledFeature> features;
  private final int[] numbers;
  private final AtomicReference<Workspace> spare = new AtomicReference<>();

  /** A reader of states of this view. */
  public StateReader(CompiledView view) {
    this.view = view;
    this.layout = new StateLayout(view);
    this.features = view.compiledFeatures();
    this.numbers =
        IntStream.range(0, features.size()).filter(f -> features.get(f).by().isEmpty()).toArray();
  }

  /** The features that it reads: those of the view that are kept for no group. */
  public List<Field> features() {
    return Arrays.stream(numbers).mapToObj(f -> features.get(f).field()).toList();
  }

  /** What one read needs; kept between reads, so that they allocate nothing but strings. */
  private static final class Workspace {
    private final StateCursor cursor = new StateCursor();
    private final WindowState[] windows;
    private final long[] scratch;

    Workspace(List<CompiledFeature> features, StateLayout layout) {
      windows =
          features.stream()
              .map(f -> new WindowState(f.states().size()))
              .toArray(WindowState[]::new);
      scratch = new long[layout.slots().stream().mapToInt(Slot::scratch).max().orElse(0)];
    }
  }

  /**
   * Writes the features at an instant into a row.
   *
   * @param state the packed state, or null if there is none for the entity
   * @param instant UTC epoch milliseconds
   * @param out a column for each of {@link #features()}, in order
   * @return the status of the view; {@link FeatureStatus#AHEAD} if the instant is before the
   *     state's cut, in which case the values may contain events that are not visible at the
   *     instant, and lack some that are
   * @throws CorruptStateException if the state cannot be read; the row is then undefined
   * @throws NumberOverflowException naming the view, if a window's sum leaves 64 bits
   */
  public FeatureStatus read(byte[] state, long instant, Column[] out, int row) {
    return read(state, instant, out, row, null);
  }

  /**
   * The same, telling also how each value came about.
   *
   * @param statuses gets a status for each feature, in order; null if not wanted
   */
  public FeatureStatus read(
      byte[] state, long instant, Column[] out, int row, FeatureStatus[] statuses) {
    Workspace taken = spare.getAndSet(null);
    Workspace workspace = taken == null ? new Workspace(features, layout) : taken;
    FeatureStatus status = windows(state, instant, workspace);
    for (int i = 0; i < out.length; i++) {
      int f = numbers[i];
      FeatureStatus own = features.get(f).write(status, workspace.windows[f], out[i], row);
      if (statuses != null) {
        statuses[i] = own;
      }
    }
    spare.set(workspace);
    return status;
  }

  // Hot path: StateReaderBenchmark.
  private FeatureStatus windows(byte[] state, long instant, Workspace workspace) {
    if (state == null) {
      return FeatureStatus.MISSING;
    }
    StateCursor in = workspace.cursor;
    in.open(state);
    StateHeader header = StateHeader.read(layout, in);
    FeatureStatus status = header.status(view, instant);
    if (status == FeatureStatus.EXPIRED) {
      return status;
    }
    for (WindowState window : workspace.windows) {
      window.clear();
      window.instant(instant);
    }
    for (GroupSlot groups : layout.groups()) {
      groups.skip(in);
    }
    try {
      for (Slot slot : layout.slots()) {
        slot.read(in, header.cut(), instant, workspace.windows, workspace.scratch);
      }
    } catch (NumberOverflowException e) {
      throw e.of(layout.view());
    }
    in.finish();
    return status;
  }

  /**
   * The time of the newest event in a state, UTC epoch milliseconds.
   *
   * @throws CorruptStateException if the state's first bytes cannot be read
   */
  public long newestEventMillis(byte[] state) {
    StateCursor in = new StateCursor();
    in.open(state);
    return StateHeader.read(layout, in).newestEvent();
  }
}
