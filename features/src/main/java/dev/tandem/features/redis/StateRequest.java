package dev.tandem.features.redis;

import dev.tandem.features.store.StateBatch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes what asks for a batch's keys, from one array that is used again. For one thread. */
final class StateRequest {
  private static final int MOST_DIGITS = 10;
  private static final byte[] MGET = "$4\r\nMGET\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] GET = "*2\r\n$3\r\nGET\r\n".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[1 << 12];
  private int length;

  // Hot path: FetchBenchmark.
  /** Writes the command that asks for the states of the keys {@code [from, to)}, an MGET. */
  void writeMget(StateBatch batch, int from, int to, OutputStream out) throws IOException {
    length = 0;
    ensure(from == to ? 0 : batch.keyEnd(to - 1) - batch.keyStart(from), to - from);
    header('*', to - from + 1);
    append(MGET, 0, MGET.length);
    for (int key = from; key < to; key++) {
      int start = batch.keyStart(key);
      int end = batch.keyEnd(key);
      header('$', end - start);
      append(batch.keys(), start, end - start);
      lineEnd();
    }
    out.write(bytes, 0, length);
  }

  // Hot path: FetchBenchmark.
  /** Writes a command for each of the keys whose numbers are at {@code [from, to)}, a GET. */
  void writeGets(StateBatch batch, int[] keys, int from, int to, OutputStream out)
      throws IOException {
    length = 0;
    int ofKeys = 0;
    for (int i = from; i < to; i++) {
      ofKeys += GET.length + batch.keyEnd(keys[i]) - batch.keyStart(keys[i]);
    }
    ensure(ofKeys, to - from);
    for (int i = from; i < to; i++) {
      int start = batch.keyStart(keys[i]);
      int end = batch.keyEnd(keys[i]);
      append(GET, 0, GET.length);
      header('$', end - start);
      append(batch.keys(), start, end - start);
      lineEnd();
    }
    out.write(bytes, 0, length);
  }

  private void ensure(int ofKeys, int keys) {
    int headers = (keys + 1) * (MOST_DIGITS + 5) + MGET.length;
    if (ofKeys + headers > bytes.length) {
      bytes = new byte[Math.max(ofKeys + headers, 2 * bytes.length)];
    }
  }

  private void append(byte[] from, int start, int count) {
    System.arraycopy(from, start, bytes, length, count);
    length += count;
  }

  private void header(char kind, int number) {
    bytes[length++] = (byte) kind;
    int digits = 1;
    for (int rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    int rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    lineEnd();
  }

  private void lineEnd() {
    bytes[length++] = '\r';
    bytes[length++] = '\n';
  }
}
