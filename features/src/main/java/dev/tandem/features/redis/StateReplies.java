package dev.tandem.features.redis;

import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.StateBatch;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.PushConsumerChainImpl;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * Reads answers as they come into the bytes of a batch, where the states stay: between them there
 * are the lines of Redis's protocol. A state counts once it is there as a whole, even if the rest
 * never comes. For one thread.
 */
final class StateReplies {
  private static final int READ_AT_LEAST = 1 << 13;

  private final Socket socket;
  private final InputStream in;
  private final StateBatch batch;
  private final Deadline deadline;
  private final int start;
  private byte[] bytes;
  private int position;
  private int end;

  /** The answers that come next. */
  StateReplies(Socket socket, StateBatch batch, Deadline deadline) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.batch = batch;
    this.deadline = deadline;
    this.start = batch.used();
    this.bytes = batch.bytes();
    this.position = start;
    this.end = start;
  }

  // Hot path: FetchBenchmark.
  /**
   * Notes where the states of the keys {@code [from, to)} are, the answer to an MGET.
   *
   * @throws JedisDataException if the answer is an error
   * @throws IOException if the server falls silent
   */
  void mget(int from, int to) throws IOException {
    fill(1);
    if (bytes[position] == '-') {
      throw error();
    }
    int count = header('*');
    if (count != to - from) {
      throw new JedisConnectionException(
          "found an answer of " + count + " states, expected " + (to - from));
    }
    for (int key = from; key < to; key++) {
      state(key);
    }
  }

  // Hot path: FetchBenchmark.
  /**
   * Notes where the state of a key is, the answer to a GET.
   *
   * @return null, or the error that is the answer
   * @throws IOException if the server falls silent
   */
  JedisDataException get(int key) throws IOException {
    fill(1);
    if (bytes[position] == '-') {
      return error();
    }
    state(key);
    return null;
  }

  /** Fails if more has come than the answers that were read. */
  void requireEnd() {
    if (position != end) {
      throw new JedisConnectionException("found " + (end - position) + " bytes after an answer");
    }
  }

  /** Leaves the states that were read in the batch, whatever came after them. */
  void keep() {
    batch.take(end - start);
  }

  private void state(int key) throws IOException {
    int length = header('$');
    if (length >= 0) {
      fill(length + 2);
      batch.found(key, position, length);
      position += length + 2;
    } else {
      batch.put(key, null);
    }
  }

  private JedisDataException error() throws IOException {
    int from = position;
    for (position++; bytes[position - 1] != '\n'; position++) {
      fill(1);
    }
    try {
      Object noError =
          Protocol.read(
              new RedisInputStream(
                  new ByteArrayInputStream(Arrays.copyOfRange(bytes, from, position))),
              PushConsumerChainImpl.of());
      throw new JedisConnectionException("found '" + noError + "', expected: an error");
    } catch (JedisDataException e) {
      return e;
    }
  }

  /** The number of the next line, which begins with its kind; -1 stands for nothing. */
  private int header(char kind) throws IOException {
    fill(4);
    byte found = bytes[position];
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

  // The socket is read into all the room there is. After the deadline, only what is there already
  // is read: it may have come while another server was waited for.
  private void fill(int needed) throws IOException {
    while (end - position < needed) {
      bytes = batch.reserve(Math.max(position + needed, end + READ_AT_LEAST) - start);
      socket.setSoTimeout(Math.max(1, deadline.millisLeft()));
      int read = in.read(bytes, end, bytes.length - end);
      if (read < 0) {
        throw new EOFException("the server hung up");
      }
      end += read;
    }
  }
}
