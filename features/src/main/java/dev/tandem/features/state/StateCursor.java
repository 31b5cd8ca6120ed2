package dev.tandem.features.state;

import dev.tandem.features.aggregate.KeyCounts;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Reads what {@link StateWriter} wrote, in order. Reused, for one thread. */
final class StateCursor implements KeyCounts.Texts {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final CRC32C checksum = new CRC32C();
  private byte[] bytes = new byte[0];
  private int start;
  private int position;
  private int limit;

  /** Starts at the first of these bytes. */
  void open(byte[] state) {
    open(state, 0, state.length);
  }

  /** Starts at the first of the bytes {@code [from, to)} of these. */
  void open(byte[] state, int from, int to) {
    open(state, from, from, to);
  }

  /** Starts at a position among the bytes {@code [from, to)} of these. */
  void open(byte[] state, int from, int at, int to) {
    bytes = state;
    start = from;
    position = at;
    limit = to;
  }

  /** All of the bytes of which it reads some. */
  byte[] bytes() {
    return bytes;
  }

  /** Where the next byte is among {@link #bytes}. */
  int position() {
    return position;
  }

  /** Where the first of its bytes is. */
  int start() {
    return start;
  }

  /** The place after the last byte. */
  int limit() {
    return limit;
  }

  /** Goes on from where {@link #position()} was once. */
  void position(int earlier) {
    position = earlier;
  }

  // Hot path: StateReaderBenchmark.
  /** Takes the last four bytes off, which must be the CRC-32C of those before them. */
  void verifyChecksum() {
    int end = limit - Integer.BYTES;
    if (end < position) {
      throw cutShort();
    }
    checksum.reset();
    checksum.update(bytes, start, end - start);
    if ((int) checksum.getValue() != (int) INT.get(bytes, end)) {
      throw new CorruptStateException(
          "the checksum of a state of " + (limit - start) + " bytes is wrong: it is damaged");
    }
    limit = end;
  }

  /** Fails unless every byte has been read. */
  void finish() {
    if (position != limit) {
      throw new CorruptStateException(
          "found " + (limit - position) + " bytes after the end of a state");
    }
  }

  // Hot path: StateReaderBenchmark.
  int fixed8() {
    if (position >= limit) {
      throw cutShort();
    }
    return bytes[position++] & 0xFF;
  }

  int fixed32() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | fixed8();
    }
    return value;
  }

  long fixed64() {
    int at = position;
    skip(Long.BYTES);
    return (long) LONG.get(bytes, at);
  }

  void skip(int count) {
    if (count > limit - position) {
      throw cutShort();
    }
    position += count;
  }

  // Hot path: StateReaderBenchmark. Most integers of a state fit in one byte.
  long varint() {
    int at = position;
    if (at < limit && bytes[at] >= 0) {
      position = at + 1;
      return bytes[at];
    }
    return longVarint();
  }

  private long longVarint() {
    int at = position;
    if (at >= limit) {
      throw cutShort();
    }
    int length = Varints.length(bytes, at);
    if (length > limit - at) {
      throw cutShort();
    }
    position = at + length;
    return Varints.value(bytes, at);
  }

  // Hot path: StateReaderBenchmark.
  long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  String text() {
    int from = textStart();
    return new String(bytes, from, position - from, StandardCharsets.UTF_8);
  }

  void skipText() {
    textStart();
  }

  byte[] utf8() {
    int from = textStart();
    return Arrays.copyOfRange(bytes, from, position);
  }

  /** The text at a place, which one that was passed over has. */
  @Override
  public String text(long place) {
    int next = position;
    position = (int) place;
    String text = text();
    position = next;
    return text;
  }

  /** Passes over a text and returns where its bytes begin. */
  int textStart() {
    int length = length();
    int from = position;
    position += length;
    return from;
  }

  /** A number of things that follow, of at least one byte each. */
  int length() {
    long length = varint();
    if (length < 0 || length > limit - position) {
      throw cutShort();
    }
    return (int) length;
  }

  private CorruptStateException cutShort() {
    return new CorruptStateException("a state is cut short after " + (limit - start) + " bytes");
  }
}
