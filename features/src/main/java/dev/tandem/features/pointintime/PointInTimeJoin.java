package dev.tandem.features.pointintime;

import dev.tandem.features.declaration.GroupBy;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.timeline.EntityIds;
import dev.tandem.features.timeline.Timelines;
import dev.tandem.features.view.CompiledFeature;
import dev.tandem.features.view.CompiledView;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Computes a view's features for training rows, each as of its own time T: from the events with a
 * time before T, never from one at T.
 *
 * <p>Meant for batches of some hundred thousand events that hold all events of their entities.
 * Immutable and safe for use by many threads.
 */
public final class PointInTimeJoin {
  private final CompiledView view;
  private final List<CompiledFeature> features;

  /** A join of all features of this view. */
  public PointInTimeJoin(CompiledView view) {
    this(view, view.groupKeys());
  }

  /**
   * A join of the features of this view that are kept for no group, and of those that rows read
   * with one of these keys.
   */
  public PointInTimeJoin(CompiledView view, List<Field> groupKeys) {
    Set<String> known = groupKeys.stream().map(Field::name).collect(Collectors.toSet());
    this.view = view;
    this.features =
        view.compiledFeatures().stream()
            .filter(feature -> feature.by().map(by -> known.contains(by.key())).orElse(true))
            .toList();
  }

  /**
   * Joins.
   *
   * @param events with {@link dev.tandem.features.event.EventColumns} and {@link
   *     CompiledView#eventFields()}, in any order, no event twice; one without a key is ignored
   * @param rows with {@link dev.tandem.features.event.EventColumns}, the entity's keys and those of
   *     the groups, in any order, several at the same time allowed; one without a key sees no event
   * @return the features, named as in {@link CompiledView#features()}, and {@link
   *     CompiledView#statusColumn()}, row for row
   * @throws dev.tandem.features.aggregate.NumberOverflowException naming the feature, if a number
   *     leaves the range of fixed point or a window's sum leaves 64 bits
   */
  public Table join(Table events, Table rows) {
    EntityIds ids = new EntityIds(rows, view.entity().keys());
    Timelines rowLines = Timelines.of(rows, ids.ofBase(), ids.size());
    Timelines eventLines = Timelines.of(events, ids.of(events), ids.size());
    RowWindows windows = new RowWindows(rowLines, eventLines, Horizons.NONE);
    RowStatuses statuses = new RowStatuses(view, windows, rows.rows());
    Map<Optional<GroupBy>, FeatureWriter> writers = new HashMap<>();
    Table.Builder table = Table.builder(rows.rows());
    for (CompiledFeature feature : features) {
      FeatureWriter writer =
          writers.computeIfAbsent(feature.by(), by -> writer(by, events, rows, windows, statuses));
      writer.write(feature, table.allocate(feature.field().name(), feature.field().type()));
    }
    return table.add(view.statusColumn(), statuses.codes()).build();
  }

  private FeatureWriter writer(
      Optional<GroupBy> by, Table events, Table rows, RowWindows windows, RowStatuses statuses) {
    List<CompiledFeature> alike = features.stream().filter(f -> f.by().equals(by)).toList();
    if (by.isEmpty()) {
      return new FeatureWriter(
          new SweptView(view, alike, events, windows),
          statuses,
          without(windows.rows(), rows.rows()));
    }
    RowWindows groups = new GroupRows(view, by.get(), events, rows, windows).windows();
    return new FeatureWriter(
        new SweptView(view, alike, events, groups), statuses, without(groups.rows(), rows.rows()));
  }

  /** The rows of a table that have no timeline. */
  private static int[] without(Timelines rows, int size) {
    BitSet without = new BitSet(size);
    without.set(0, size);
    for (int row : rows.rows()) {
      without.clear(row);
    }
    return without.stream().toArray();
  }
}
