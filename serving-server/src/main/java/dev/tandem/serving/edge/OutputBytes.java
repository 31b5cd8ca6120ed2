package dev.tandem.serving.edge;

import java.io.OutputStream;
import java.util.Arrays;

/** The bytes of an answer, in an array that grows and is used again. Not thread-safe. */
public final class OutputBytes extends OutputStream {
  private byte[] bytes;
  private int size;

  /** Empty bytes with room for some. */
  public OutputBytes(int capacity) {
    this.bytes = new byte[capacity];
  }

  /**
   * The array, whose first {@link #size} bytes count; shared, and another one once it has grown.
   */
  public byte[] array() {
    return bytes;
  }

  /** The number of bytes. */
  public int size() {
    return size;
  }

  /** The number of bytes that there is room for. */
  int capacity() {
    return bytes.length;
  }

  /** Forgets all bytes. */
  public void clear() {
    size = 0;
  }

  /** The array with room for so many more bytes, to be written from {@link #size} on. */
  public byte[] reserve(int more) {
    if (bytes.length - size < more) {
      grow(more);
    }
    return bytes;
  }

  private void grow(int more) {
    int needed = Math.addExact(size, more);
    int doubled = bytes.length > Integer.MAX_VALUE / 2 ? needed : 2 * bytes.length;
    bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
  }

  /** Counts the bytes that were written into the reserved room, up to this position. */
  public void written(int newSize) {
    size = newSize;
  }

  @Override
  public void write(int b) {
    reserve(1)[size++] = (byte) b;
  }

  @Override
  public void write(byte[] from) {
    write(from, 0, from.length);
  }

  @Override
  public void write(byte[] from, int start, int length) {
    System.arraycopy(from, start, reserve(length), size, length);
    size += length;
  }

  /** Writes the bytes {@code [from, to)} of these bytes once more. */
  public void repeat(int from, int to) {
    write(reserve(to - from), from, to - from);
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }
}
