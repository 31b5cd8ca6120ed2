package dev.tandem.features.state;

import dev.tandem.features.store.StateBatch;
import dev.tandem.features.table.Column;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;

/**
 * Computes a view's features from the packed states of many entities at once: slot by slot over all
 * states, then feature by feature, so that each loop does one thing. Allocates nothing once it has
 * seen as many entities, but for strings that it has not met before and lists.
 *
 * <p>Reused; for one thread. Which features it computes says the {@link StateReader} that made it.
 */
public final class StateDecoder {
  private final CompiledView view;
  private final StateLayout layout;
  private final Windows windows;
  private final StateRuns runs = new StateRuns();
  private final StateCursor in = new StateCursor();
  private long[] newest = new long[0];

  StateDecoder(CompiledView view, StateLayout layout, int[] numbers) {
    this.view = view;
    this.layout = layout;
    this.windows = new Windows(view.compiledFeatures(), numbers);
  }

  // Hot path: FetchBenchmark, StateReaderBenchmark.
  /**
   * Writes the features at an instant, those of the entity of key {@code first + i} into row {@code
   * i}. The states must not change meanwhile.
   *
   * @param states a batch that has been read, with the entities' keys from {@code first} on
   * @param instant UTC epoch milliseconds
   * @param out a column for each of the reader's features, in order, with at least {@code count}
   *     rows
   * @throws CorruptStateException if a state cannot be read; the columns are then undefined
   * @throws dev.tandem.features.aggregate.NumberOverflowException naming the view, if a window's
   *     sum leaves 64 bits
   */
  public void decode(StateBatch states, int first, int count, long instant, Column[] out) {
    windows.begin(count, instant, out);
    runs.begin(states.bytes());
    if (newest.length < count) {
      newest = new long[Math.max(count, 2 * newest.length)];
    }
    for (int place = 0; place < count; place++) {
      int length = states.length(first + place);
      if (length < 0) {
        newest[place] = CompiledView.NO_EVENT;
        windows.add(FeatureStatus.MISSING);
      } else {
        int offset = states.offset(first + place);
        in.open(states.bytes(), offset, offset + length);
        open(place, instant);
      }
    }
    windows.clear();
    windows.read(layout.slots(), runs, layout.view());
    windows.finish();
  }

  private void open(int place, long instant) {
    long cut = StateHeader.readCut(layout, in);
    newest[place] = StateHeader.readNewestEvent(cut, in);
    if (windows.add(StateHeader.status(view, cut, newest[place], instant))) {
      for (GroupSlot groups : layout.groups()) {
        groups.skip(in);
      }
      runs.add(in.start(), in.position(), in.limit(), cut);
    }
  }

  /**
   * The view's status for an entity of the last call; {@link FeatureStatus#AHEAD} if the instant
   * was before the state's cut, in which case the values may contain events that are not visible at
   * the instant, and lack some that are.
   */
  public FeatureStatus status(int row) {
    return FeatureStatus.ofCode(windows.viewStatus(row));
  }

  /** How a value of the last call came about. */
  public FeatureStatus status(int column, int row) {
    return FeatureStatus.ofCode(windows.status(column, row));
  }

  /**
   * The time of the newest event in an entity's state, visible or not, in UTC epoch milliseconds;
   * {@link CompiledView#NO_EVENT} if it has none.
   */
  public long newestEventMillis(int row) {
    return newest[row];
  }
}
