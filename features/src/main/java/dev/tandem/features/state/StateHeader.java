package dev.tandem.features.state;

import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;

/**
 * The bytes before the slots.
 *
 * @param cut the instant before which all events are in; UTC epoch milliseconds
 * @param newestEvent the time of the newest of them
 */
record StateHeader(long cut, long newestEvent) {
  static final int FORMAT = 1;

  void write(StateLayout layout, StateWriter out) {
    out.fixed64(cut);
    out.fixed8(FORMAT);
    out.fixed32(layout.fingerprint());
    out.varint(cut - 1 - newestEvent);
  }

  static StateHeader read(StateLayout layout, StateCursor in) {
    long cut = readCut(layout, in);
    return new StateHeader(cut, readNewestEvent(cut, in));
  }

  /** Reads the cut, and all up to the newest event. */
  static long readCut(StateLayout layout, StateCursor in) {
    long cut = in.fixed64();
    int format = in.fixed8();
    if (format != FORMAT) {
      throw new CorruptStateException("found state format " + format + ", allowed: " + FORMAT);
    }
    int fingerprint = in.fixed32();
    if (fingerprint != layout.fingerprint()) {
      throw new CorruptStateException(
          "a state of view "
              + layout.view()
              + " was written for other declarations of its features; materialize the view");
    }
    return cut;
  }

  /** Reads the time of the newest event, after the cut. */
  static long readNewestEvent(long cut, StateCursor in) {
    return cut - 1 - in.varint();
  }

  /** The view's status at an instant by an entity's state. */
  static FeatureStatus status(CompiledView view, long cut, long newestEvent, long instant) {
    if (newestEvent >= instant) {
      return FeatureStatus.AHEAD;
    }
    FeatureStatus status = view.statusAt(instant, newestEvent);
    // Before the cut, tiles that no later window reaches are gone already.
    boolean behind = status == FeatureStatus.PRESENT && instant < cut;
    return behind ? FeatureStatus.AHEAD : status;
  }

  /** The header of two states together. */
  StateHeader merge(StateHeader other) {
    return new StateHeader(Math.max(cut, other.cut), Math.max(newestEvent, other.newestEvent));
  }
}
