package dev.tandem.features.state;

import dev.tandem.features.type.ValueType;

/** How the longs that stand for values are written: short where small numbers are likely. */
enum ValueForm {
  /** int64, timestamp and bool, as zigzag varints. */
  ZIGZAG,
  /** float64, as the eight bytes of its ordered form. */
  EIGHT_BYTES,
  /** Strings, as UTF-8; these have no long. */
  TEXT;

  static ValueForm of(ValueType type) {
    return switch (type) {
      case INT64, TIMESTAMP, BOOL -> ZIGZAG;
      case FLOAT64 -> EIGHT_BYTES;
      case STRING -> TEXT;
      case INT64_LIST, FLOAT64_LIST, STRING_LIST ->
          throw new IllegalArgumentException("there is no state of " + type.declaredName());
    };
  }

  void write(long value, StateWriter out) {
    switch (this) {
      case ZIGZAG -> out.zigzag(value);
      case EIGHT_BYTES -> out.fixed64(value);
      case TEXT -> throw new IllegalStateException("a text is no long");
    }
  }

  // Hot path: StateReaderBenchmark.
  /** The next value, or 0 for a text, which is passed over. */
  long read(StateCursor in) {
    return switch (this) {
      case ZIGZAG -> in.zigzag();
      case EIGHT_BYTES -> in.fixed64();
      case TEXT -> {
        in.skipText();
        yield 0;
      }
    };
  }
}
