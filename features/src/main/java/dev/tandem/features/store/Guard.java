package dev.tandem.features.store;

import java.util.Arrays;

/**
 * What a key must hold for a write to be stored: the sign by which a writer knows that no other has
 * taken over.
 *
 * <p>The arrays are not copied; whoever made them must not write them any more.
 */
public final class Guard {
  private final byte[] key;
  private final byte[] held;

  private Guard(byte[] key, byte[] held) {
    this.key = key;
    this.held = held;
  }

  /** The key holds this value. */
  public static Guard held(StoredState state) {
    return new Guard(state.key(), state.value());
  }

  /** The key holds nothing. */
  public static Guard absent(byte[] key) {
    return new Guard(key, new byte[0]);
  }

  /** The key; shared, not to be written. */
  public byte[] key() {
    return key;
  }

  /** What it must hold; shared, not to be written. Empty if it must hold nothing. */
  public byte[] held() {
    return held;
  }

  /** True if a key that holds {@code found}, or null for nothing, meets the guard. */
  boolean isMetBy(byte[] found) {
    return Arrays.equals(found == null ? new byte[0] : found, held);
  }
}
