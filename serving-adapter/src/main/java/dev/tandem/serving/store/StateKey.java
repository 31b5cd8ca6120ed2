package dev.tandem.serving.store;

import dev.tandem.features.store.StateBatch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A key of the online store; one that is only looked up with is used again. */
final class StateKey {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int from;
  private int to;
  private int hash;

  /** A key to look up with; it is none yet. */
  static StateKey probe() {
    return new StateKey();
  }

  /** A key of its own. */
  static StateKey of(byte[] key) {
    StateKey own = new StateKey();
    own.set(key, 0, key.length);
    return own;
  }

  /** Becomes a key of a batch, whose bytes it shares. */
  void set(StateBatch batch, int key) {
    set(batch.keys(), batch.keyStart(key), batch.keyEnd(key));
  }

  private void set(byte[] in, int start, int end) {
    bytes = in;
    from = start;
    to = end;
    // Keys of one view differ in their last bytes only, often in one or two.
    long mixed = (long) end - start;
    int i = start;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      mixed = mix(mixed ^ (long) LONG.get(in, i));
    }
    long rest = 0;
    for (; i < end; i++) {
      rest = rest << Byte.SIZE | (in[i] & 0xFF);
    }
    mixed = mix(mixed ^ rest);
    hash = (int) (mixed >>> Integer.SIZE);
  }

  private static long mix(long value) {
    long product = value * 0x9E3779B97F4A7C15L;
    return product ^ (product >>> 29);
  }

  int length() {
    return to - from;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StateKey that
        && Arrays.equals(bytes, from, to, that.bytes, that.from, that.to);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
