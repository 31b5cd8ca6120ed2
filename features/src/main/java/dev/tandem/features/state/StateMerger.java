package dev.tandem.features.state;

import dev.tandem.features.aggregate.NumberOverflowException;
import dev.tandem.features.view.CompiledView;

/**
 * Merges packed states of one entity: the states of two disjoint sets of events become the state of
 * their union, byte for byte as if it had been folded at once, at the later of the two cuts.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class StateMerger {
  private final StateLayout layout;

  /** A merger of states of this view. */
  public StateMerger(CompiledView view) {
    this.layout = new StateLayout(view);
  }

  /**
   * The state of both sets of events.
   *
   * @throws CorruptStateException if one of them cannot be read
   * @throws NumberOverflowException naming the view, if a tile's sum leaves 64 bits
   */
  public byte[] merge(byte[] a, byte[] b) {
    StateCursor inA = new StateCursor();
    StateCursor inB = new StateCursor();
    inA.open(a);
    inB.open(b);
    StateHeader headA = StateHeader.read(layout, inA);
    StateHeader headB = StateHeader.read(layout, inB);
    StateWriter out = new StateWriter();
    headA.merge(headB).write(layout, out);
    try {
      layout.groups().forEach(groups -> groups.merge(inA, headA.cut(), inB, headB.cut(), out));
      layout
          .slots()
          .forEach(slot -> slot.merge(inA, headA.cut(), inB, headB.cut(), Slot.BEGINNING, out));
    } catch (NumberOverflowException e) {
      throw e.of(layout.view());
    }
    inA.finish();
    inB.finish();
    return out.toCheckedBytes();
  }
}
