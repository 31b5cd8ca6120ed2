package dev.tandem.features.state;

import java.nio.charset.StandardCharsets;

/** Reads what {@link StateWriter} wrote, in order. Reused, for one thread. */
final class StateCursor {
  private byte[] bytes = new byte[0];
  private int position;

  /** Starts at the first of these bytes. */
  void open(byte[] state) {
    bytes = state;
    position = 0;
  }

  /** How many bytes have been read. */
  int position() {
    return position;
  }

  /** Goes on from where {@link #position()} was once. */
  void position(int earlier) {
    position = earlier;
  }

  /** Fails unless every byte has been read. */
  void finish() {
    if (position != bytes.length) {
      throw new CorruptStateException(
          "found " + (bytes.length - position) + " bytes after the end of a state");
    }
  }

  // Hot path: StateReaderBenchmark.
  int fixed8() {
    if (position >= bytes.length) {
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
    long upper = fixed32();
    return upper << 32 | (fixed32() & 0xFFFFFFFFL);
  }

  void skip(int count) {
    if (count > bytes.length - position) {
      throw cutShort();
    }
    position += count;
  }

  // Hot path: StateReaderBenchmark.
  long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = fixed8();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new CorruptStateException("found an integer of more than 64 bits before " + position);
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

  /** Passes over a text and returns where its bytes begin. */
  private int textStart() {
    long length = varint();
    if (length < 0 || length > bytes.length - position) {
      throw cutShort();
    }
    int from = position;
    position += (int) length;
    return from;
  }

  private CorruptStateException cutShort() {
    return new CorruptStateException("a state is cut short after " + bytes.length + " bytes");
  }
}
