package dev.tandem.features.hash;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Hashes values to 64 bits that never change: the first half of Murmur3 (x64 variant of 128 bits,
 * seed 0) over the values' bytes, one after the other.
 *
 * <table>
 *   <caption>The bytes of one value; no two different rows of values have the same</caption>
 *   <tr><td>int64, or a bool as 1 or 0</td><td>01, the value in 8 bytes, big-endian</td></tr>
 *   <tr><td>string</td><td>03, the length of its UTF-8 in 4 bytes, big-endian, its UTF-8</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class StableHash {
  private static final byte LONG = 1;
  private static final byte STRING = 3;

  private ByteBuffer bytes = ByteBuffer.allocate(64);

  /** A hash of no value yet. */
  public StableHash() {}

  /** Forgets the values so far. */
  public StableHash clear() {
    bytes.clear();
    return this;
  }

  /** Adds an int64, or a bool as 1 or 0. */
  public StableHash add(long value) {
    ensure(1 + Long.BYTES);
    bytes.put(LONG).putLong(value);
    return this;
  }

  /** Adds a string. */
  public StableHash add(String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    ensure(1 + Integer.BYTES + text.length);
    bytes.put(STRING).putInt(text.length).put(text);
    return this;
  }

  /** The hash of the values so far. */
  public long hash() {
    return MurmurHash3.hash128x64(bytes.array(), 0, bytes.position(), 0)[0];
  }

  /**
   * The bucket in {@code [0, buckets)} of the values so far: the hash, read as an unsigned fraction
   * of 2^64, of the number of buckets. Every bucket gets the same share of all hashes, up to one
   * hash in 2^64.
   */
  public long bucket(long buckets) {
    long hash = hash();
    return Math.multiplyHigh(hash, buckets) + ((hash >> 63) & buckets);
  }

  private void ensure(int more) {
    if (bytes.remaining() < more) {
      bytes = ByteBuffer.allocate(2 * (bytes.position() + more)).put(bytes.flip());
    }
  }
}
