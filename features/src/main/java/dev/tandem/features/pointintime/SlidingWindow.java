package dev.tandem.features.pointintime;

/**
 * A run of selected events {@code [from, to)} that what is known about it follows: each event that
 * enters or leaves changes it a little. For one thread.
 */
abstract class SlidingWindow {
  private int from;
  private int to;

  // Hot path: SummariesBenchmark. Rows come in order, so both ends move forward.
  /** Goes to other events; the less it has to, the nearer they are ahead. */
  final void moveTo(int first, int end) {
    if (first < from || end < to) {
      leaveAll();
      from = first;
      to = first;
    }
    while (from < to && from < first) {
      leave(from++);
    }
    if (from < first) {
      from = first;
      to = first;
    }
    while (to < end) {
      enter(to++);
    }
  }

  private void leaveAll() {
    while (from < to) {
      leave(from++);
    }
  }

  /** An event comes in as the newest. */
  abstract void enter(int event);

  /** The oldest event goes. */
  abstract void leave(int event);
}
