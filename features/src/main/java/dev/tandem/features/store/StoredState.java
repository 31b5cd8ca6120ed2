package dev.tandem.features.store;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A key and the state to be kept under it, whose first eight bytes are its version: a signed
 * big-endian integer.
 *
 * <p>The arrays are not copied; whoever made them must not write them any more.
 */
public final class StoredState {
  private final byte[] key;
  private final byte[] value;

  private StoredState(byte[] key, byte[] value) {
    this.key = key;
    this.value = value;
  }

  /**
   * A state under a key.
   *
   * @throws IllegalArgumentException if the key is empty or the value has no version
   */
  public static StoredState of(byte[] key, byte[] value) {
    if (key.length == 0) {
      throw new IllegalArgumentException("a key has at least 1 byte");
    }
    if (value.length < Long.BYTES) {
      throw new IllegalArgumentException(
          "a state begins with a version of 8 bytes; this one has " + value.length + " bytes");
    }
    return new StoredState(key, value);
  }

  /** The key; shared, not to be written. */
  public byte[] key() {
    return key;
  }

  /** The state with its version; shared, not to be written. */
  public byte[] value() {
    return value;
  }

  /** The version that the value begins with. */
  public long version() {
    return version(value);
  }

  static long version(byte[] value) {
    return ByteBuffer.wrap(value).getLong();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredState that
        && Arrays.equals(key, that.key)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(key) + Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "a state of "
        + value.length
        + " bytes, version "
        + version()
        + ", under a key of "
        + key.length
        + " bytes";
  }
}
