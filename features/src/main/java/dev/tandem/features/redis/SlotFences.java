package dev.tandem.features.redis;

import dev.tandem.features.store.Guard;
import dev.tandem.features.store.StoredState;
import dev.tandem.features.store.SupersededException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The keys that say under which guard a hash slot was last written; {@link ClusterWrites} says what
 * for.
 *
 * <p>A fence's key is, in braces, a text that puts it into its slot, then {@code fence:} and the
 * guard's key. It holds the first {@value #DIGEST_BYTES} bytes of the SHA-256 of what the guard's
 * key must hold.
 */
final class SlotFences {
  private static final int DIGEST_BYTES = 16;
  private static final byte[] NAME = "}fence:".getBytes(StandardCharsets.US_ASCII);

  private final ClusterPipeline pipeline;
  private volatile byte[][] tags;

  SlotFences(ClusterPipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** What a slot's fence must be for a writer with this guard. */
  Guard guard(int slot, Guard guard) {
    return Guard.held(StoredState.of(key(slot, guard), digest(guard.held())));
  }

  private byte[] key(int slot, Guard guard) {
    if (tags == null) {
      tags = HashSlot.tags();
    }
    ByteArrayOutputStream key = new ByteArrayOutputStream();
    key.write('{');
    key.writeBytes(tags[slot]);
    key.writeBytes(NAME);
    key.writeBytes(guard.key());
    return key.toByteArray();
  }

  private static byte[] digest(byte[] held) {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(held), DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /**
   * Does nothing if the guard is met at this moment.
   *
   * @throws SupersededException if it is not
   */
  void requireMet(Guard guard) {
    byte[] found = read(List.of(guard.key())).get(0);
    if (!Arrays.equals(found == null ? new byte[0] : found, guard.held())) {
      throw new SupersededException(
          "another writer has taken over; the states were not all written");
    }
  }

  /**
   * Moves fences to this guard, as far as nobody else moves them at the same time.
   *
   * @throws SupersededException if the guard is not met
   */
  void move(Collection<Integer> slots, Guard guard) {
    List<byte[]> keys = slots.stream().map(slot -> key(slot, guard)).toList();
    // In this order: a fence that is moved after it was read here stays where it was moved to.
    List<byte[]> found = read(keys);
    requireMet(guard);
    byte[] digest = digest(guard.held());
    List<SlotCall> moves = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      moves.add(SlotCall.replace(keys.get(i), found.get(i), digest));
    }
    pipeline.run(moves);
  }

  private List<byte[]> read(List<byte[]> keys) {
    List<SlotCall> calls = keys.stream().map(SlotCall::read).toList();
    pipeline.run(calls);
    List<byte[]> found = new ArrayList<>();
    calls.forEach(call -> found.add((byte[]) call.answer()));
    return found;
  }
}
