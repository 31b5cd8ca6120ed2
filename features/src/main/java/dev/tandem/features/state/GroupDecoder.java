package dev.tandem.features.state;

import dev.tandem.features.store.StateBatch;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes the features of groups of entities from packed states, many groups at once, as {@link
 * StateDecoder} does for entities.
 *
 * <p>Reused; for one thread. Which features it computes says the {@link GroupReader} that made it.
 */
public final class GroupDecoder {
  private static final int NOT_FOUND = -1;

  private final CompiledView view;
  private final StateLayout layout;
  private final Windows windows;
  private final List<GroupSlot> slots = new ArrayList<>();
  private final List<GroupIndex> indexes = new ArrayList<>();
  private final List<StateRuns> runs = new ArrayList<>();
  private final StateCursor in = new StateCursor();
  private byte[] text = new byte[64];
  private int textLength;
  private FeatureStatus status = FeatureStatus.MISSING;
  private long cut;

  GroupDecoder(CompiledView view, StateLayout layout, int[] numbers) {
    this.view = view;
    this.layout = layout;
    this.windows = new Windows(view.compiledFeatures(), numbers);
    for (GroupSlot slot : layout.groups()) {
      if (slot.serves(numbers)) {
        slots.add(slot);
        indexes.add(new GroupIndex(slot));
        runs.add(new StateRuns());
      }
    }
  }

  // Hot path: FetchBenchmark. An entity's groups are looked for once, each group by bisection.
  /**
   * Writes the features of groups at an instant, those of a group into the row of its number.
   *
   * @param states a batch that has been read, with the entities' keys from {@code first} on; it
   *     must not change meanwhile
   * @param instant UTC epoch milliseconds
   * @param out a column for each of the reader's features, in order, with a row for each group
   * @throws CorruptStateException if a state cannot be read; the columns are then undefined
   * @throws dev.tandem.features.aggregate.NumberOverflowException naming the view, if a window's
   *     sum leaves 64 bits
   */
  public void decode(
      StateBatch states, int first, WantedGroups groups, long instant, Column[] out) {
    windows.begin(groups.count(), instant, out);
    runs.forEach(of -> of.begin(states.bytes()));
    int opened = -1;
    for (int group = 0; group < groups.count(); group++) {
      if (groups.entity(group) != opened) {
        opened = groups.entity(group);
        open(states, first + opened, instant);
      }
      if (windows.add(status)) {
        add(groups.keys(), groups.keyRow(group));
      }
    }
    windows.clear();
    for (int i = 0; i < slots.size(); i++) {
      windows.read(slots.get(i).slots(), runs.get(i), layout.view());
    }
    windows.finish();
  }

  private void open(StateBatch states, int key, long instant) {
    status = FeatureStatus.MISSING;
    if (states.length(key) < 0) {
      return;
    }
    in.open(states.bytes(), states.offset(key), states.offset(key) + states.length(key));
    cut = StateHeader.readCut(layout, in);
    status = StateHeader.status(view, cut, StateHeader.readNewestEvent(cut, in), instant);
    int next = 0;
    for (GroupSlot slot : layout.groups()) {
      if (next < slots.size() && slots.get(next) == slot) {
        indexes.get(next++).read(in, cut);
      } else {
        slot.skip(in);
      }
    }
  }

  private void add(Column keys, int row) {
    boolean isNull = keys.isNull(row);
    if (!isNull && keys instanceof StringColumn strings) {
      encode(strings.value(row));
    }
    for (int i = 0; i < runs.size(); i++) {
      GroupIndex index = indexes.get(i);
      int group = isNull ? NOT_FOUND : find(index, keys, row);
      if (group < 0) {
        runs.get(i).addNothing();
      } else {
        runs.get(i).add(in.start(), index.from(group), index.to(group), cut);
      }
    }
  }

  private int find(GroupIndex index, Column keys, int row) {
    return keys instanceof StringColumn
        ? index.find(text, textLength)
        : index.find(((LongColumn) keys).value(row));
  }

  private void encode(String value) {
    int length = value.length();
    if (text.length < length) {
      text = new byte[2 * length];
    }
    for (int i = 0; i < length; i++) {
      char unit = value.charAt(i);
      if (unit >= 0x80) {
        text = value.getBytes(StandardCharsets.UTF_8);
        textLength = text.length;
        return;
      }
      text[i] = (byte) unit;
    }
    textLength = length;
  }

  /** The view's status for the entity of a group, as {@link StateDecoder#status(int)} has it. */
  public FeatureStatus status(int group) {
    return FeatureStatus.ofCode(windows.viewStatus(group));
  }

  /** How a value of the last call came about. */
  public FeatureStatus status(int column, int group) {
    return FeatureStatus.ofCode(windows.status(column, group));
  }
}
