package dev.tandem.pipelines.read;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that hands out a few bytes at a time, as one from a network may. */
final class Dripping {
  private Dripping() {}

  static InputStream of(byte[] bytes, int atOnce) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] to, int offset, int length) throws IOException {
        return super.read(to, offset, Math.min(length, atOnce));
      }

      @Override
      public int available() {
        return 0;
      }
    };
  }
}
