package dev.tandem.features.state;

import dev.tandem.features.aggregate.Horizon;
import dev.tandem.features.table.Field;
import dev.tandem.features.timeline.SelectedEvents;
import dev.tandem.features.timeline.Tiling;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.Selection;
import java.util.Arrays;
import java.util.List;

/**
 * The slots of each group of one selection, for the features that tell the same groups apart, keep
 * as many of them and have windows of one resolution; in ascending order of the groups' keys
 * (strings by code point), so that a reader finds one group by passing over the others.
 *
 * <table>
 * <caption>Bytes</caption>
 * <tr><td>varint</td><td>the number of bytes that follow</td></tr>
 * <tr><td>varint</td><td>the number of groups</td></tr>
 * <tr><td>varint</td><td>0 if no window reaches what has been forgotten; otherwise the tile after
 *     the one that holds cut - 1, minus the {@link Horizon}'s first tile, plus 1</td></tr>
 * <tr><td>for each group</td><td>
 *   <table>
 *   <caption>Bytes of a group</caption>
 *   <tr><td>key</td><td>int64: this one minus the one before (at first 0), zigzag; string: its
 *       length in UTF-8 as varint, then UTF-8</td></tr>
 *   <tr><td>varint</td><td>the tile that holds cut - 1, minus the tile of the group's newest
 *       event</td></tr>
 *   <tr><td>varint</td><td>the number of bytes of its slots</td></tr>
 *   <tr><td>slots</td><td>as those of an entity</td></tr>
 *   </table>
 * </td></tr>
 * </table>
 *
 * <p>Immutable.
 */
final class GroupSlot {
  private final Selection selection;
  private final int most;
  private final Tiling tiling;
  private final List<Target> targets;
  private final List<Slot> slots;

  /**
   * Groups with these slots each.
   *
   * @param most the number of groups that are kept
   * @param targets the features that read them
   */
  GroupSlot(Selection selection, int most, Tiling tiling, List<Target> targets, List<Slot> slots) {
    this.selection = selection;
    this.most = most;
    this.tiling = tiling;
    this.targets = List.copyOf(targets);
    this.slots = List.copyOf(slots);
  }

  /** Prepares to write the groups of each entity of a shard. */
  GroupFold folding(FoldedEvents events) {
    FoldedGroups groups = events.groups(by());
    SelectedEvents selected = groups.events().selected(selection);
    return new GroupFold(
        this, groups, selected, slots.stream().map(slot -> slot.folding(groups.events())).toList());
  }

  /** Writes the groups of two disjoint sets of events together. */
  void merge(StateCursor a, long cutOfA, StateCursor b, long cutOfB, StateWriter out) {
    GroupIndex groupsOfA = new GroupIndex(this);
    GroupIndex groupsOfB = new GroupIndex(this);
    groupsOfA.read(a, cutOfA);
    groupsOfB.read(b, cutOfB);
    new GroupMerge(this, groupsOfA, groupsOfB).write(out);
  }

  /** Passes over the groups. */
  void skip(StateCursor in) {
    in.skip(in.length());
  }

  /** True if one of the features with these numbers reads it. */
  boolean serves(int[] features) {
    return targets.stream()
        .anyMatch(target -> Arrays.stream(features).anyMatch(f -> f == target.feature()));
  }

  /** The slots of each group. */
  List<Slot> slots() {
    return slots;
  }

  /** The number of groups that are kept. */
  int most() {
    return most;
  }

  Tiling tiling() {
    return tiling;
  }

  /** The field that tells groups apart. */
  Field by() {
    return selection.by().orElseThrow();
  }

  /** True if keys are strings, false if they are int64. */
  boolean hasTextKeys() {
    return by().type() == ValueType.STRING;
  }

  /** The oldest tile that a window can reach from the cut on. */
  long oldestReached(long cut) {
    return targets.stream().mapToLong(t -> t.firstTile(tiling, cut)).min().orElseThrow();
  }

  /** The instant since which events are kept. */
  long since(Horizon horizon) {
    return horizon.oldestKept() == Horizon.UNBOUNDED
        ? Slot.BEGINNING
        : tiling.startOf(horizon.oldestKept());
  }

  /** All that decides about the bytes, for the layout's fingerprint. */
  String description() {
    long reach = targets.stream().mapToLong(Target::lengthMillis).max().orElseThrow();
    return "at most "
        + most
        + " groups at "
        + tiling.resolutionMillis()
        + " reaching "
        + reach
        + selection.description()
        + Arrays.toString(slots.stream().map(Slot::description).toArray());
  }
}
