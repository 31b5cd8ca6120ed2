package dev.tandem.features.redis;

import dev.tandem.features.store.CorruptValueException;
import dev.tandem.features.store.StoredState;
import dev.tandem.features.store.SupersededException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Writes states over one connection: several to a script call, several calls to a round trip.
 *
 * <p>What is under way at once is bounded, so that neither side's buffers grow with the write.
 */
final class VersionedWrites {
  private static final int CALL_STATES = 32;
  private static final int PIPELINE_STATES = 2048;
  private static final long PIPELINE_BYTES = 4L << 20;
  private static final byte[] LOAD = "LOAD".getBytes(StandardCharsets.US_ASCII);

  private final Connection connection;
  private final VersionedWriteScript script;

  VersionedWrites(Connection connection, VersionedWriteScript script) {
    this.connection = connection;
    this.script = script;
  }

  /** Writes all states and returns how many were not older than what was there. */
  int write(List<StoredState> states) {
    int stored = 0;
    int from = 0;
    while (from < states.size()) {
      int to = end(states, from);
      stored += writeOrLoad(states.subList(from, to));
      from = to;
    }
    return stored;
  }

  private static int end(List<StoredState> states, int from) {
    long bytes = 0;
    int to = from;
    while (to < states.size() && to - from < PIPELINE_STATES && bytes < PIPELINE_BYTES) {
      bytes += states.get(to).key().length + states.get(to).value().length;
      to++;
    }
    return to;
  }

  private int writeOrLoad(List<StoredState> states) {
    try {
      return writeOnce(states);
    } catch (JedisNoScriptException freshServer) {
      connection.sendCommand(Command.SCRIPT, LOAD, script.text());
      connection.getOne();
      return writeOnce(states);
    }
  }

  private int writeOnce(List<StoredState> states) {
    int calls = 0;
    for (int from = 0; from < states.size(); from += CALL_STATES) {
      List<StoredState> call = states.subList(from, Math.min(states.size(), from + CALL_STATES));
      connection.sendCommand(Command.EVALSHA, script.arguments(call));
      calls++;
    }
    int stored = 0;
    for (Object reply : connection.getMany(calls)) {
      if (reply instanceof JedisDataException refusal) {
        throw refused(refusal);
      }
      if ((Long) reply == VersionedWriteScript.SUPERSEDED) {
        throw new SupersededException(
            "another writer has taken over; " + states.size() + " states were not all written");
      }
      stored += Math.toIntExact((Long) reply);
    }
    return stored;
  }

  static RuntimeException refused(JedisDataException refusal) {
    if (String.valueOf(refusal.getMessage()).contains("WRONGTYPE")) {
      return new CorruptValueException(
          "a key of the online store holds something other than a string; was it written by"
              + " another program? "
              + refusal.getMessage(),
          refusal);
    }
    return refusal;
  }
}
