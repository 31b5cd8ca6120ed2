package dev.tandem.features.pointintime;

import dev.tandem.features.aggregate.NumberOverflowException;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.timeline.EntityIds;
import dev.tandem.features.timeline.Timelines;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.CompiledFeature;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Computes a view's features for training rows, each as of its own time T: from the events with a
 * time before T, never from one at T.
 *
 * <p>Meant for batches of some hundred thousand events that hold all events of their entities.
 * Immutable and safe for use by many threads.
 */
public final class PointInTimeJoin {
  private final CompiledView view;

  /** A join of this view. */
  public PointInTimeJoin(CompiledView view) {
    this.view = view;
  }

  /**
   * Joins.
   *
   * @param events with {@link dev.tandem.features.event.EventColumns} and {@link
   *     CompiledView#eventFields()}, in any order, no event twice; one without a key is ignored
   * @param rows with {@link dev.tandem.features.event.EventColumns} and the entity's keys, in any
   *     order, several at the same time allowed; one without a key sees no event
   * @return {@link CompiledView#features()} and {@link CompiledView#statusColumn()}, row for row
   * @throws dev.tandem.features.aggregate.NumberOverflowException naming the feature, if a number
   *     leaves the range of fixed point or a window's sum leaves 64 bits
   */
  public Table join(Table events, Table rows) {
    EntityIds ids = new EntityIds(rows, view.entity().keys());
    Timelines rowLines = Timelines.of(rows, ids.ofBase(), ids.size());
    Timelines eventLines = Timelines.of(events, ids.of(events), ids.size());
    RowWindows windows =
        new RowWindows(
            rowLines,
            eventLines,
            view.compiledFeatures().stream().map(CompiledFeature::window).toList());
    StateSweeps sweeps = new StateSweeps(view, events, windows);
    FeatureStatus[] statuses = statuses(windows);
    int[] keyless =
        IntStream.range(0, rows.rows()).filter(r -> ids.ofBase()[r] == EntityIds.NONE).toArray();
    Table.Builder table = Table.builder(rows.rows());
    for (CompiledFeature feature : view.compiledFeatures()) {
      Column out = table.allocate(feature.field().name(), feature.field().type());
      write(feature, sweeps.reading(feature), statuses, rowLines.rows(), out);
      for (int row : keyless) {
        feature.writeUnseen(out, row);
      }
    }
    return table.add(view.statusColumn(), codes(statuses, windows, rows.rows())).build();
  }

  // Hot path: PointInTimeJoinBenchmark.
  private static void write(
      CompiledFeature feature,
      FeatureReading reading,
      FeatureStatus[] statuses,
      int[] rows,
      Column out) {
    try {
      for (int row = 0; row < rows.length; row++) {
        feature.write(statuses[row], reading.at(row), out, rows[row]);
      }
    } catch (NumberOverflowException e) {
      throw e.of(feature.field().name());
    }
  }

  private FeatureStatus[] statuses(RowWindows windows) {
    Timelines rows = windows.rows();
    Timelines events = windows.events();
    FeatureStatus[] statuses = new FeatureStatus[windows.size()];
    for (int entity = 0; entity < rows.entities(); entity++) {
      for (int row = rows.start(entity); row < rows.start(entity + 1); row++) {
        int end = windows.end()[row];
        boolean none = end == events.start(entity);
        long newest = none ? CompiledView.NO_EVENT : events.times()[end - 1];
        statuses[row] = view.statusAt(rows.times()[row], newest);
      }
    }
    return statuses;
  }

  private static LongColumn codes(FeatureStatus[] statuses, RowWindows windows, int size) {
    long[] codes = new long[size];
    Arrays.fill(codes, FeatureStatus.MISSING.code());
    for (int row = 0; row < statuses.length; row++) {
      codes[windows.rows().rows()[row]] = statuses[row].code();
    }
    return LongColumn.of(ValueType.INT64, codes);
  }
}
