package dev.tandem.features.redis;

import dev.tandem.features.store.StateBatch;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Reads the answer to an MGET as it comes into the bytes of a batch, where the states stay: between
 * them there are the lines of Redis's protocol. For one thread.
 */
final class MgetReply {
  private static final int READ_AT_LEAST = 1 << 13;
  private static final int ERROR = -2;

  private final InputStream in;
  private final StateBatch batch;
  private final int start;
  private byte[] bytes;
  private int position;
  private int end;

  MgetReply(InputStream in, StateBatch batch) {
    this.in = in;
    this.batch = batch;
    this.start = batch.used();
    this.bytes = batch.bytes();
    this.position = start;
    this.end = start;
  }

  // Hot path: FetchBenchmark. The socket is read into all the room there is.
  /**
   * Notes where the states of the keys {@code [from, to)} are.
   *
   * @return false if the answer is an error, whose line {@link #errorLine} has
   * @throws IOException if the server falls silent
   */
  boolean read(int from, int to) throws IOException {
    int count = header('*');
    if (count == ERROR) {
      return false;
    }
    if (count != to - from) {
      throw new JedisConnectionException(
          "found an answer of " + count + " states, expected " + (to - from));
    }
    for (int key = from; key < to; key++) {
      int length = header('$');
      batch.found(key, position, length);
      if (length >= 0) {
        fill(length + 2);
        position += length + 2;
      }
    }
    if (position != end) {
      throw new JedisConnectionException("found " + (end - position) + " bytes after an answer");
    }
    batch.take(end - start);
    return true;
  }

  /** The line of an error, with its end. */
  byte[] errorLine() {
    return Arrays.copyOfRange(bytes, start, end);
  }

  /** The number of the next line, which begins with its kind; -1 stands for nothing. */
  private int header(char kind) throws IOException {
    fill(4);
    byte found = bytes[position];
    if (found == '-' && position == start) {
      passLine();
      return ERROR;
    }
    int at = position + 1;
    boolean isNegative = bytes[at] == '-';
    int number = 0;
    for (at = isNegative ? at + 1 : at; ; at++) {
      fill(at + 2 - position);
      byte digit = bytes[at];
      if (digit == '\r') {
        break;
      }
      if (found != kind || digit < '0' || digit > '9' || number > Integer.MAX_VALUE / 10 - 1) {
        throw new JedisConnectionException(
            "found byte " + digit + " in a line of kind '" + (char) found + "', expected: " + kind);
      }
      number = 10 * number + digit - '0';
    }
    position = at + 2;
    return isNegative ? -1 : number;
  }

  private void passLine() throws IOException {
    for (position++; bytes[position - 1] != '\n'; position++) {
      fill(1);
    }
  }

  private void fill(int needed) throws IOException {
    while (end - position < needed) {
      bytes = batch.reserve(Math.max(position + needed, end + READ_AT_LEAST) - start);
      int read = in.read(bytes, end, bytes.length - end);
      if (read < 0) {
        throw new JedisConnectionException("Unexpected end of stream.");
      }
      end += read;
    }
  }
}
