package dev.tandem.features.arrow;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/** A channel into a byte array that grows; {@code Channels.newChannel} copies 8 KiB at a time. */
final class ByteArrayChannel implements WritableByteChannel {
  private byte[] bytes;
  private int size;

  ByteArrayChannel(int capacity) {
    this.bytes = new byte[capacity];
  }

  @Override
  public int write(ByteBuffer source) {
    int count = source.remaining();
    int needed = Math.addExact(size, count);
    if (needed > bytes.length) {
      long doubled = Math.min(Integer.MAX_VALUE - 8L, 2L * bytes.length);
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, doubled));
    }
    source.get(bytes, size, count);
    size += count;
    return count;
  }

  byte[] toByteArray() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
