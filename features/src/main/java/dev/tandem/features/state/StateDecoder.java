package dev.tandem.features.state;

import dev.tandem.features.aggregate.NumberOverflowException;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.table.Column;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import java.util.Arrays;
import java.util.Optional;

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
  private final int[] numbers;
  private long[] newest = new long[0];
  private RuntimeException problem;

  StateDecoder(CompiledView view, StateLayout layout, int[] numbers) {
    this.view = view;
    this.layout = layout;
    this.numbers = numbers;
    this.windows = new Windows(view.compiledFeatures(), numbers);
  }

  // Hot path: FetchBenchmark, StateReaderBenchmark.
  /**
   * Writes the features at an instant, those of the entity of key {@code first + i} into row {@code
   * i}. The states must not change meanwhile.
   *
   * <p>A key that the store did not answer is {@link FeatureStatus#UNAVAILABLE}. A state that
   * cannot be read, or in which a window's sum leaves 64 bits, is {@link FeatureStatus#UNREADABLE}
   * and is noted as such in the batch.
   *
   * @param states a batch that has been read, with the entities' keys from {@code first} on
   * @param instant UTC epoch milliseconds
   * @param out a column for each of the reader's features, in order, with at least {@code count}
   *     rows
   */
  public void decode(StateBatch states, int first, int count, long instant, Column[] out) {
    problem = null;
    try {
      decodeAll(states, first, count, instant, out);
    } catch (CorruptStateException | NumberOverflowException e) {
      // Which one it was, only the states one by one can tell.
      problem = e;
      markUnreadable(states, first, count, instant);
      decodeAll(states, first, count, instant, out);
    }
  }

  private void markUnreadable(StateBatch states, int first, int count, long instant) {
    StateDecoder alone = new StateDecoder(view, layout, numbers);
    StateBatch one = new StateBatch();
    Column[] row =
        Arrays.stream(numbers)
            .mapToObj(f -> Column.allocate(view.compiledFeatures().get(f).field().type(), 1))
            .toArray(Column[]::new);
    for (int key = first; key < first + count; key++) {
      one.clear();
      one.add(states, key);
      one.put(0, states, key);
      try {
        alone.decodeAll(one, 0, 1, instant, row);
      } catch (CorruptStateException | NumberOverflowException e) {
        states.unreadable(key);
      }
    }
  }

  private void decodeAll(StateBatch states, int first, int count, long instant, Column[] out) {
    windows.begin(count, instant, out);
    runs.begin(states.bytes());
    if (newest.length < count) {
      newest = new long[Math.max(count, 2 * newest.length)];
    }
    for (int place = 0; place < count; place++) {
      int length = states.length(first + place);
      if (length < 0) {
        newest[place] = CompiledView.NO_EVENT;
        windows.add(absence(states, first + place));
      } else {
        open(states, first, place, instant);
      }
    }
    windows.clear();
    windows.read(layout.slots(), runs, layout.view());
    windows.finish();
  }

  /** The status of a view whose state under a key the store has not, or not as one to be read. */
  static FeatureStatus absence(StateBatch states, int key) {
    if (!states.isAnswered(key)) {
      return FeatureStatus.UNAVAILABLE;
    }
    return states.isUnreadable(key) ? FeatureStatus.UNREADABLE : FeatureStatus.MISSING;
  }

  private void open(StateBatch states, int first, int place, long instant) {
    int offset = states.offset(first + place);
    in.open(states.bytes(), offset, offset + states.length(first + place));
    long cut;
    try {
      cut = StateHeader.readCut(layout, in);
      newest[place] = StateHeader.readNewestEvent(cut, in);
    } catch (CorruptStateException e) {
      problem = e;
      states.unreadable(first + place);
      newest[place] = CompiledView.NO_EVENT;
      windows.add(FeatureStatus.UNREADABLE);
      return;
    }
    if (windows.add(StateHeader.status(view, cut, newest[place], instant))) {
      for (GroupSlot groups : layout.groups()) {
        groups.skip(in);
      }
      runs.add(in.start(), in.position(), in.limit(), cut);
    }
  }

  /** Why a state of the last call, the last of those, could not be read. */
  public Optional<RuntimeException> problem() {
    return Optional.ofNullable(problem);
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
