package dev.tandem.features.state;

import dev.tandem.features.aggregate.NumberOverflowException;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.CodePointOrder;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.timeline.EntityIds;
import dev.tandem.features.timeline.IndexSort;
import dev.tandem.features.timeline.Timelines;
import dev.tandem.features.view.CompiledView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/**
 * Folds a shard's events into one packed state for each entity, from which {@link StateReader}
 * computes the view's features at any instant from the cut on.
 *
 * <p>A state depends on the events and the cut alone, not on their order. Immutable and safe for
 * use by many threads.
 */
public final class StateFolder {
  private final CompiledView view;
  private final StateLayout layout;

  /** A fold into states of this view. */
  public StateFolder(CompiledView view) {
    this.view = view;
    this.layout = new StateLayout(view);
  }

  /**
   * Tells which readers read the states: those whose folder says the same. It changes with the
   * declarations of the view's features and with the form of states.
   */
  public String form() {
    return StateHeader.FORMAT + "-" + Integer.toHexString(layout.fingerprint());
  }

  /**
   * Folds the events before the cut.
   *
   * @param events with {@link EventColumns} and {@link CompiledView#eventFields()}, in any order,
   *     no event twice; one without a key is ignored
   * @param cut UTC epoch milliseconds; becomes the states' version, so that a newer materialization
   *     wins
   * @param sink gets one state for each entity that has an event before the cut, in ascending order
   *     of keys (strings by code point); its exceptions end the fold
   * @throws NumberOverflowException naming the view, if a number leaves the range of fixed point or
   *     a tile's sum leaves 64 bits
   */
  public void fold(Table events, long cut, StateSink sink) {
    List<String> keyNames = view.entity().keys().stream().map(Field::name).toList();
    Table keys = events.project(keyNames);
    EntityIds ids = new EntityIds(keys, view.entity().keys());
    FoldedEvents folded =
        new FoldedEvents(events, view.entity().keys(), before(cut, events, ids), ids.size(), cut);
    Timelines timelines = folded.timelines();
    List<ObjIntConsumer<StateWriter>> writers = writers(folded);
    StateWriter out = new StateWriter();
    for (int entity : inOrderOfKeys(keys, timelines)) {
      int end = timelines.start(entity + 1);
      out.clear();
      new StateHeader(cut, timelines.times()[end - 1]).write(layout, out);
      writers.forEach(writer -> named(() -> writer.accept(out, entity)));
      sink.accept(keys, timelines.rows()[end - 1], out.toCheckedBytes());
    }
  }

  private List<ObjIntConsumer<StateWriter>> writers(FoldedEvents folded) {
    List<ObjIntConsumer<StateWriter>> writers = new ArrayList<>();
    try {
      for (GroupSlot groups : layout.groups()) {
        GroupFold fold = groups.folding(folded);
        writers.add((out, entity) -> fold.write(entity, out));
      }
      for (Slot slot : layout.slots()) {
        Slot.EntityWriter writer = slot.folding(folded);
        writers.add((out, entity) -> writer.write(entity, Slot.BEGINNING, out));
      }
      return writers;
    } catch (NumberOverflowException e) {
      throw e.of(layout.view());
    }
  }

  private void named(Runnable writing) {
    try {
      writing.run();
    } catch (NumberOverflowException e) {
      throw e.of(layout.view());
    }
  }

  private static int[] before(long cut, Table events, EntityIds ids) {
    LongColumn times = events.longs(EventColumns.TIME);
    return IntStream.range(0, events.rows())
        .map(row -> times.value(row) < cut ? ids.ofBase()[row] : EntityIds.NONE)
        .toArray();
  }

  private static int[] inOrderOfKeys(Table keys, Timelines timelines) {
    int[] entities =
        IntStream.range(0, timelines.entities())
            .filter(entity -> timelines.start(entity) < timelines.start(entity + 1))
            .toArray();
    List<Column> columns = keys.fields().stream().map(f -> keys.column(f.name())).toList();
    IndexSort.sort(
        entities,
        0,
        entities.length,
        (a, b) -> {
          int rowOfA = timelines.rows()[timelines.start(a)];
          int rowOfB = timelines.rows()[timelines.start(b)];
          return compare(columns, rowOfA, rowOfB);
        });
    return entities;
  }

  private static int compare(List<Column> columns, int a, int b) {
    int order = 0;
    for (int i = 0; order == 0 && i < columns.size(); i++) {
      order =
          columns.get(i) instanceof StringColumn strings
              ? CodePointOrder.compare(strings.value(a), strings.value(b))
              : longs(columns.get(i), a, b);
    }
    return order;
  }

  private static int longs(Column column, int a, int b) {
    LongColumn longs = (LongColumn) column;
    return Long.compare(longs.value(a), longs.value(b));
  }
}
