package dev.tandem.features.redis;

import dev.tandem.features.store.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Sends calls to the nodes that keep their slots, one pipeline to each, and follows slots that move
 * for as long as its patience lasts. Safe for use by many threads.
 */
final class ClusterPipeline {
  private static final long PAUSE_NANOS = 5_000_000;

  private final ClusterNodes nodes;
  private final Duration patience;

  ClusterPipeline(ClusterNodes nodes, Duration patience) {
    this.nodes = nodes;
    this.patience = patience;
  }

  /** Calls on their way to one node over one connection. */
  private record Pipeline(RedisNode node, StateConnection connection, List<SlotCall> calls) {}

  /**
   * Sees to it that every call has its answer.
   *
   * @throws JedisException if a node cannot be reached, in which case any of the calls may or may
   *     not have been carried out, or if it refuses
   */
  void run(List<SlotCall> calls) {
    Deadline deadline = Deadline.after(patience);
    ClusterTable table = nodes.table(Deadline.none());
    List<SlotCall> open = calls;
    while (true) {
      List<SlotCall> again = new ArrayList<>();
      JedisException reason = round(table, open, again);
      if (again.isEmpty()) {
        return;
      }
      if (reason instanceof JedisNoScriptException) {
        // The next round brings the script along, however long this one took.
        open = again;
        continue;
      }
      if (deadline.hasPassed()) {
        throw reason;
      }
      if (!(reason instanceof JedisAskDataException)) {
        LockSupport.parkNanos(PAUSE_NANOS);
        table = nodes.insteadOf(table, deadline);
      }
      open = again;
    }
  }

  private JedisException round(ClusterTable table, List<SlotCall> calls, List<SlotCall> again) {
    List<Pipeline> sent = new ArrayList<>();
    try {
      JedisException reason = send(table, calls, again, sent);
      for (Pipeline pipeline : sent) {
        JedisException other = receive(pipeline, again);
        reason = other == null ? reason : other;
      }
      return reason;
    } catch (JedisConnectionException e) {
      nodes.insteadOf(table, Deadline.after(patience));
      sent.forEach(pipeline -> pipeline.connection().drop());
      throw e;
    } catch (RuntimeException e) {
      sent.forEach(pipeline -> pipeline.connection().drop());
      throw e;
    } finally {
      sent.forEach(pipeline -> pipeline.node().give(pipeline.connection()));
    }
  }

  private JedisException send(
      ClusterTable table, List<SlotCall> calls, List<SlotCall> again, List<Pipeline> sent) {
    JedisException reason = null;
    // Always in the same order, so that two callers never wait for a connection of each other.
    SortedMap<String, List<SlotCall>> callsOf = new TreeMap<>();
    SortedMap<String, RedisNode> nodeOf = new TreeMap<>();
    for (SlotCall call : calls) {
      int owner = table.owner(call.slot());
      if (owner < 0 && call.asks().isEmpty()) {
        reason = new JedisClusterException("no node keeps slot " + call.slot());
        again.add(call);
        continue;
      }
      RedisNode node = call.asks().map(nodes::master).orElseGet(() -> table.masters().get(owner));
      nodeOf.put(node.address().toString(), node);
      callsOf.computeIfAbsent(node.address().toString(), key -> new ArrayList<>()).add(call);
    }
    for (String address : callsOf.keySet()) {
      RedisNode node = nodeOf.get(address);
      Pipeline pipeline = new Pipeline(node, node.alive(Deadline.none()), callsOf.get(address));
      sent.add(pipeline);
      pipeline.calls().forEach(call -> call.send(pipeline.connection()));
      pipeline.connection().sendNow();
    }
    return reason;
  }

  private JedisException receive(Pipeline pipeline, List<SlotCall> again) {
    int count = pipeline.calls().stream().mapToInt(SlotCall::answers).sum();
    List<Object> answers = pipeline.connection().getMany(count);
    JedisException reason = null;
    int next = 0;
    for (SlotCall call : pipeline.calls()) {
      next += call.answers();
      Object answer = answers.get(next - 1);
      call.askOwner();
      if (answer instanceof JedisDataException refusal) {
        retry(call, refusal);
        again.add(call);
        // What needs a new table decides.
        reason = reason == null || refusal instanceof JedisMovedDataException ? refusal : reason;
      } else {
        call.answered(answer);
      }
    }
    return reason;
  }

  private void retry(SlotCall call, JedisDataException refusal) {
    if (refusal instanceof JedisMovedDataException moved) {
      nodes.heardOf(address(moved.getTargetNode()));
    } else if (refusal instanceof JedisAskDataException ask) {
      call.askAt(address(ask.getTargetNode()));
    } else if (refusal instanceof JedisNoScriptException) {
      call.sendText();
    } else if (!isPassing(refusal)) {
      throw VersionedWrites.refused(refusal);
    }
  }

  private static boolean isPassing(JedisDataException refusal) {
    String message = String.valueOf(refusal.getMessage());
    return message.startsWith("TRYAGAIN")
        || message.startsWith("CLUSTERDOWN")
        || message.startsWith("READONLY");
  }

  private static RedisAddress address(HostAndPort at) {
    return new RedisAddress(at.getHost(), at.getPort());
  }
}
