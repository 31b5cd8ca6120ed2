package dev.tandem.features.redis;

import dev.tandem.features.store.Guard;
import dev.tandem.features.store.StoredState;
import dev.tandem.features.store.SupersededException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * Writes states to the nodes that keep them, and sees to it that a guard holds in every slot.
 *
 * <p>A script can look at keys of one slot only, so it cannot look at a guard that lies elsewhere.
 * Each slot therefore has a fence: a key that says under which guard the slot was last written. A
 * writer's script stores nothing where the fence is another's. To move a fence, a writer reads it,
 * then makes sure that its guard is met, and then replaces the fence only if it is still the one it
 * read. So once the writer that took over has moved a slot's fence, nothing of the one before gets
 * into that slot, however long it was on its way; and what got in earlier, the new one replaces.
 */
final class ClusterWrites {
  private static final int CALL_STATES = 32;
  private static final int CHUNK_STATES = 2048;
  private static final long CHUNK_BYTES = 4L << 20;

  private final ClusterPipeline pipeline;
  private final SlotFences fences;
  private final VersionedWriteScript plain = VersionedWriteScript.plain();
  private final VersionedWriteScript guarded = VersionedWriteScript.guarded();

  ClusterWrites(ClusterPipeline pipeline) {
    this.pipeline = pipeline;
    this.fences = new SlotFences(pipeline);
  }

  /** Writes states and returns how many were not older than what was there. */
  int write(List<StoredState> states) {
    return inChunks(states, chunk -> write(chunk, slot -> plain, slots -> refuse()));
  }

  private static void refuse() {
    throw new IllegalStateException("a script without a guard found one that is not met");
  }

  /** The same as long as the guard is met. */
  int writeWhile(Guard guard, List<StoredState> states) {
    List<StoredState> own =
        states.stream().filter(state -> Arrays.equals(state.key(), guard.key())).toList();
    List<StoredState> others =
        states.stream().filter(state -> !Arrays.equals(state.key(), guard.key())).toList();
    int stored = 0;
    if (!others.isEmpty()) {
      stored = inChunks(others, chunk -> writeFenced(guard, chunk));
      fences.requireMet(guard);
    }
    if (!own.isEmpty()) {
      // The guard's own slot: here the script sees the guard itself.
      VersionedWriteScript script = guarded.with(guard);
      stored += write(own, slot -> script, slots -> superseded(own.size()));
    }
    return stored;
  }

  private int writeFenced(Guard guard, List<StoredState> chunk) {
    fences.requireMet(guard);
    return write(
        chunk, slot -> guarded.with(fences.guard(slot, guard)), slots -> fences.move(slots, guard));
  }

  private static void superseded(int states) {
    throw new SupersededException(
        "another writer has taken over; " + states + " states were not all written");
  }

  /** Does something about slots whose guard was not met, or fails. */
  @FunctionalInterface
  private interface Unmet {
    void in(Collection<Integer> slots);
  }

  private int write(
      List<StoredState> states, IntFunction<VersionedWriteScript> scripts, Unmet unmet) {
    int stored = 0;
    List<StoredState> open = states;
    while (!open.isEmpty()) {
      List<SlotCall> calls = calls(open, scripts);
      pipeline.run(calls);
      Set<Integer> refusing = new TreeSet<>();
      List<StoredState> again = new ArrayList<>();
      for (SlotCall call : calls) {
        if ((Long) call.answer() == VersionedWriteScript.SUPERSEDED) {
          refusing.add(call.slot());
          again.addAll(call.states());
        } else {
          stored += Math.toIntExact((Long) call.answer());
        }
      }
      if (!refusing.isEmpty()) {
        unmet.in(refusing);
      }
      open = again;
    }
    return stored;
  }

  private static List<SlotCall> calls(
      List<StoredState> states, IntFunction<VersionedWriteScript> scripts) {
    SortedMap<Integer, List<StoredState>> bySlot = new TreeMap<>();
    for (StoredState state : states) {
      bySlot.computeIfAbsent(HashSlot.of(state.key()), slot -> new ArrayList<>()).add(state);
    }
    List<SlotCall> calls = new ArrayList<>();
    bySlot.forEach(
        (slot, inSlot) -> {
          for (int from = 0; from < inSlot.size(); from += CALL_STATES) {
            int to = Math.min(inSlot.size(), from + CALL_STATES);
            calls.add(SlotCall.write(slot, inSlot.subList(from, to), scripts.apply(slot)));
          }
        });
    return calls;
  }

  /** Writes one chunk. */
  @FunctionalInterface
  private interface ChunkWrite {
    int write(List<StoredState> chunk);
  }

  private static int inChunks(List<StoredState> states, ChunkWrite write) {
    int stored = 0;
    int from = 0;
    while (from < states.size()) {
      long bytes = 0;
      int to = from;
      while (to < states.size() && to - from < CHUNK_STATES && bytes < CHUNK_BYTES) {
        bytes += states.get(to).key().length + states.get(to).value().length;
        to++;
      }
      stored += write.write(states.subList(from, to));
      from = to;
    }
    return stored;
  }
}
