package dev.tandem.features.view;

import dev.tandem.features.aggregate.Aggregate;
import dev.tandem.features.aggregate.WindowState;
import dev.tandem.features.declaration.GroupBy;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import java.util.List;
import java.util.Optional;

/**
 * One aggregate feature of a compiled view, and the one rule by which its value comes about:
 *
 * <ul>
 *   <li>no visible event, or an expired view: the declared default, else what the aggregate says of
 *       no events;
 *   <li>otherwise what the aggregate says of the window, and if that is null, the declared default.
 * </ul>
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class CompiledFeature {
  private final Field field;
  private final Aggregate aggregate;
  private final Optional<Window> window;
  private final Optional<GroupBy> by;
  private final List<Integer> states;
  private final Column declaredDefault;
  private final Column unseen;

  CompiledFeature(
      Field field,
      Aggregate aggregate,
      Optional<Window> window,
      Optional<GroupBy> by,
      List<Integer> states,
      Column declaredDefault) {
    this.field = field;
    this.aggregate = aggregate;
    this.window = window;
    this.by = by;
    this.states = List.copyOf(states);
    this.declaredDefault = declaredDefault;
    this.unseen = unseen(field, aggregate, declaredDefault);
  }

  private static Column unseen(Field field, Aggregate aggregate, Column declaredDefault) {
    if (!declaredDefault.isNull(0)) {
      return declaredDefault;
    }
    Column identity = Column.allocate(field.type(), 1);
    aggregate.finish(new WindowState(aggregate.states().size()), identity, 0);
    return identity;
  }

  /** The qualified name, {@code view.feature}, and the type. */
  public Field field() {
    return field;
  }

  /** What is computed. */
  public Aggregate aggregate() {
    return aggregate;
  }

  /** Over which window; empty means all visible events. */
  public Optional<Window> window() {
    return window;
  }

  /** The groups it is kept for, or empty if it counts all of the entity's events together. */
  public Optional<GroupBy> by() {
    return by;
  }

  /**
   * For each of the aggregate's states, in order, its number in {@link CompiledView#states()}. A
   * shared state of newest events may hold more of them than this feature asks for.
   */
  public List<Integer> states() {
    return states;
  }

  // Hot path: PointInTimeJoinBenchmark.
  /**
   * Writes the value for a view of the given status.
   *
   * @param state the feature's states over its window; not looked at if {@link
   *     FeatureStatus#isUnseen}
   * @return how the value came about
   */
  public FeatureStatus write(FeatureStatus viewStatus, WindowState state, Column out, int row) {
    if (viewStatus.isUnseen()) {
      writeUnseen(out, row);
      return viewStatus;
    }
    aggregate.finish(state, out, row);
    if (!out.isNull(row)) {
      return viewStatus;
    }
    out.copy(row, declaredDefault, 0);
    return out.isNull(row) ? FeatureStatus.NULL : FeatureStatus.DEFAULTED;
  }

  // Hot path: FetchBenchmark. Most columns have no null, and that is soon seen.
  /**
   * Writes the declared default, if there is one, where the aggregate said null of a window that
   * has been read.
   *
   * @param rows the rows of these windows, of which there are {@code count}
   * @param statuses by row the code of the view's status; gets that of {@link
   *     FeatureStatus#DEFAULTED} or {@link FeatureStatus#NULL} where the aggregate said null
   */
  public void writeDefaults(int[] rows, int count, Column out, byte[] statuses) {
    if (!aggregate.mayBeNull() || out.hasNoNull(rows, count)) {
      return;
    }
    FeatureStatus instead =
        declaredDefault.isNull(0) ? FeatureStatus.NULL : FeatureStatus.DEFAULTED;
    for (int i = 0; i < count; i++) {
      if (out.isNull(rows[i])) {
        out.copy(rows[i], declaredDefault, 0);
        statuses[rows[i]] = (byte) instead.code();
      }
    }
  }

  /** Writes the declared default, if there is one, where the aggregate said null of a window. */
  public void writeDefaults(int[] rows, Column out) {
    if (declaredDefault.isNull(0)) {
      return;
    }
    for (int row : rows) {
      if (out.isNull(row)) {
        out.copy(row, declaredDefault, 0);
      }
    }
  }

  /** Writes the value for a view of which {@link FeatureStatus#isUnseen no event is visible}. */
  public void writeUnseen(Column out, int row) {
    out.copy(row, unseen, 0);
  }
}
