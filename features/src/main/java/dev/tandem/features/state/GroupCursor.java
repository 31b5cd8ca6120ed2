package dev.tandem.features.state;

import dev.tandem.features.aggregate.NumberOverflowException;
import dev.tandem.features.aggregate.WindowState;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.view.CompiledFeature;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads groups of one state after the other: {@link #open} finds where a state's groups are, {@link
 * #read} decodes one of them. Reused, for one thread.
 */
public final class GroupCursor {
  private static final int NOT_FOUND = -1;

  private final CompiledView view;
  private final StateLayout layout;
  private final List<CompiledFeature> features;
  private final int[] numbers;
  private final List<GroupSlot> slots = new ArrayList<>();
  private final List<GroupIndex> indexes = new ArrayList<>();
  private final StateCursor in = new StateCursor();
  private final WindowState[] windows;
  private final long[] scratch;
  private FeatureStatus status = FeatureStatus.MISSING;
  private long cut;
  private long instant;

  GroupCursor(CompiledView view, StateLayout layout, int[] numbers) {
    this.view = view;
    this.layout = layout;
    this.features = view.compiledFeatures();
    this.numbers = numbers;
    for (GroupSlot slot : layout.groups()) {
      if (slot.serves(numbers)) {
        slots.add(slot);
        indexes.add(new GroupIndex(slot));
      }
    }
    this.windows =
        features.stream().map(f -> new WindowState(f.states().size())).toArray(WindowState[]::new);
    this.scratch = new long[slots.stream().mapToInt(GroupSlot::scratch).max().orElse(0)];
  }

  /**
   * Goes to a state.
   *
   * @param state the packed state, which must not change while it is read, or null if there is none
   *     for the entity
   * @param instantMillis whose features are wanted, UTC epoch milliseconds
   * @throws CorruptStateException if the state cannot be read
   */
  public void open(byte[] state, long instantMillis) {
    status = FeatureStatus.MISSING;
    instant = instantMillis;
    if (state == null) {
      return;
    }
    in.open(state);
    StateHeader header = StateHeader.read(layout, in);
    cut = header.cut();
    status = header.status(view, instant);
    int next = 0;
    for (GroupSlot slot : layout.groups()) {
      if (next < slots.size() && slots.get(next) == slot) {
        indexes.get(next++).read(in, cut);
      } else {
        slot.skip(in);
      }
    }
  }

  /**
   * Writes the features of a row's group into the same row of other columns.
   *
   * @param keys says which group each row reads; one that is null reads a group without events
   * @param out a column for each of {@link GroupReader#features()}, in order
   * @param statuses gets a status for each feature, in order
   * @return the status of the view, as {@link StateReader#read(byte[], long, Column[], int)} has it
   * @throws CorruptStateException if the group cannot be read; the row is then undefined
   * @throws NumberOverflowException naming the view, if a window's sum leaves 64 bits
   */
  public FeatureStatus read(Column keys, int row, Column[] out, FeatureStatus[] statuses) {
    if (status != FeatureStatus.MISSING && status != FeatureStatus.EXPIRED) {
      readWindows(keys, row);
    }
    for (int i = 0; i < out.length; i++) {
      int f = numbers[i];
      statuses[i] = features.get(f).write(status, windows[f], out[i], row);
    }
    return status;
  }

  // Hot path: FetchBenchmark.
  private void readWindows(Column keys, int row) {
    for (WindowState window : windows) {
      window.clear();
      window.instant(instant);
    }
    for (int i = 0; i < slots.size(); i++) {
      int group = keys.isNull(row) ? NOT_FOUND : find(indexes.get(i), keys, row);
      if (group >= 0) {
        indexes.get(i).open(group, in);
        try {
          slots.get(i).read(in, cut, instant, windows, scratch);
        } catch (NumberOverflowException e) {
          throw e.of(layout.view());
        }
      }
    }
  }

  private static int find(GroupIndex index, Column keys, int row) {
    return keys instanceof StringColumn strings
        ? index.find(strings.value(row).getBytes(StandardCharsets.UTF_8))
        : index.find(((LongColumn) keys).value(row));
  }
}
