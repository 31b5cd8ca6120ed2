package dev.tandem.features.state;

import dev.tandem.features.store.StateBatch;
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
  private static final byte[] NO_KEY = {0};

  private final CompiledView view;
  private final StateLayout layout;
  private final int[] numbers;
  private final AtomicReference<Single> spare = new AtomicReference<>();

  /** A reader of states of this view. */
  public StateReader(CompiledView view) {
    this.view = view;
    this.layout = new StateLayout(view);
    List<CompiledFeature> features = view.compiledFeatures();
    this.numbers =
        IntStream.range(0, features.size()).filter(f -> features.get(f).by().isEmpty()).toArray();
  }

  /** The features that it reads: those of the view that are kept for no group. */
  public List<Field> features() {
    return Arrays.stream(numbers).mapToObj(f -> view.compiledFeatures().get(f).field()).toList();
  }

  /** What computes these features of many entities at once; for one thread. */
  public StateDecoder decoder() {
    return new StateDecoder(view, layout, numbers);
  }

  /** What one state needs; kept between reads. */
  private static final class Single {
    private final StateBatch batch = new StateBatch();
    private final StateDecoder decoder;
    private final Column[] columns;

    Single(StateDecoder decoder, List<Field> features) {
      this.decoder = decoder;
      this.columns =
          features.stream().map(f -> Column.allocate(f.type(), 1)).toArray(Column[]::new);
    }
  }

  /**
   * Writes the features of one entity at an instant into a row; of many, a {@link #decoder} is
   * faster.
   *
   * @param state the packed state, or null if there is none for the entity
   * @param instant UTC epoch milliseconds
   * @param out a column for each of {@link #features()}, in order
   * @return the status of the view, as {@link StateDecoder#status(int)} has it
   * @throws CorruptStateException if the state cannot be read; the row is then undefined
   * @throws dev.tandem.features.aggregate.NumberOverflowException naming the view, if a window's
   *     sum leaves 64 bits
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
    Single taken = spare.getAndSet(null);
    Single single = taken == null ? new Single(decoder(), features()) : taken;
    single.batch.clear();
    single.batch.add(NO_KEY);
    single.batch.put(0, state);
    for (Column column : single.columns) {
      column.reset(1);
    }
    single.decoder.decode(single.batch, 0, 1, instant, single.columns);
    for (int i = 0; i < out.length; i++) {
      out[i].copy(row, single.columns[i], 0);
      if (statuses != null) {
        statuses[i] = single.decoder.status(i, 0);
      }
    }
    spare.set(single);
    return single.decoder.status(0);
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
