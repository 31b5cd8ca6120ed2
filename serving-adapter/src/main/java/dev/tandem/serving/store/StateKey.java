package dev.tandem.serving.store;

import dev.tandem.features.store.StateBatch;
import java.util.Arrays;

/** A key of the online store; one that is only looked up with is used again. */
final class StateKey {
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
    int mixed = 1;
    for (int i = start; i < end; i++) {
      mixed = 31 * mixed + in[i];
    }
    hash = mixed;
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
