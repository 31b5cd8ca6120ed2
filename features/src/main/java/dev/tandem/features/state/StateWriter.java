package dev.tandem.features.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** A growing array of bytes; big-endian. Reused, for one thread. */
final class StateWriter {
  private byte[] bytes = new byte[256];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** All bytes, and after them their CRC-32C. */
  byte[] toCheckedBytes() {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, size);
    fixed32((int) checksum.getValue());
    return Arrays.copyOf(bytes, size);
  }

  void fixed8(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  void fixed32(int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      fixed8(value >>> shift);
    }
  }

  void fixed64(long value) {
    fixed32((int) (value >>> 32));
    fixed32((int) value);
  }

  /**
   * An unsigned integer, seven bits a byte, the lowest first; the top bit says that more follow.
   */
  void varint(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A signed integer as a varint that is short for small magnitudes: 0, -1, 1, -2 … */
  void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  /** The length in bytes of the UTF-8 form as a varint, then that form. */
  void text(String value) {
    text(value.getBytes(StandardCharsets.UTF_8));
  }

  /** The same of a text in UTF-8. */
  void text(byte[] utf8) {
    varint(utf8.length);
    ensure(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  /** All that another one has. */
  void append(StateWriter other) {
    ensure(other.size);
    System.arraycopy(other.bytes, 0, bytes, size, other.size);
    size += other.size;
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
