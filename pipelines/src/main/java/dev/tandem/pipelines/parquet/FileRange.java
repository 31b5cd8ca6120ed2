package dev.tandem.pipelines.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * A range of a file as a stream with a place of its own, so that several ranges can be read in turn
 * through one channel. Not safe for use by several threads.
 */
final class FileRange extends InputStream {
  private static final int BUFFER_BYTES = 1 << 18;

  private final SeekableByteChannel channel;
  private final long end;
  private long next;
  private ByteBuffer buffer = ByteBuffer.allocate(0);

  /** The bytes {@code [start, end)}; the channel stays the caller's. */
  FileRange(SeekableByteChannel channel, long start, long end) {
    this.channel = channel;
    this.next = start;
    this.end = end;
  }

  @Override
  public int read() throws IOException {
    return fill() ? buffer.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(bytes, offset, count);
    return count;
  }

  /** The next bytes, all of them. */
  byte[] readBytes(int count) throws IOException {
    if (count < 0 || count > remaining()) {
      throw new EOFException("cut short: " + count + " bytes should follow");
    }
    byte[] bytes = new byte[count];
    int read = readNBytes(bytes, 0, count);
    if (read < count) {
      throw new EOFException("cut short: " + count + " bytes should follow, " + read + " do");
    }
    return bytes;
  }

  /** How many bytes are left. */
  long remaining() {
    return buffer.remaining() + end - next;
  }

  private boolean fill() throws IOException {
    if (buffer.hasRemaining()) {
      return true;
    }
    if (next >= end) {
      return false;
    }
    buffer = buffer.capacity() == 0 ? ByteBuffer.allocate(BUFFER_BYTES) : buffer.clear();
    buffer.limit((int) Math.min(buffer.capacity(), end - next));
    channel.position(next);
    int read = channel.read(buffer);
    buffer.flip();
    next += Math.max(0, read);
    return read > 0;
  }
}
