package dev.tandem.features.redis;

import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.StateBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/**
 * Reads a batch's states from the nodes that keep them: all nodes are asked before the first answer
 * is awaited, so a read takes as long as the slowest of them.
 *
 * <p>Keys that a node does not keep any more, or that are lost with a connection, are asked for
 * once more where a newer table says. Reused, for one thread at a time.
 */
final class ClusterRead {
  private static final int MOST_ROUNDS = 6;

  private final ClusterNodes nodes;
  private final List<Asked> asked = new ArrayList<>();
  private int[] open = new int[0];
  private int[] again = new int[0];
  private int[] ordered = new int[0];
  private int[] owners = new int[0];
  private int openCount;
  private int againCount;
  private int[] starts = new int[1];
  private StateConnection[] connections = new StateConnection[0];
  private boolean isTableWrong;
  private boolean isOtherConnectionWorthIt;
  private JedisException failure;

  /** A key that is on its way from one node to another. */
  private record Asked(int key, HostAndPort at) {}

  ClusterRead(ClusterNodes nodes) {
    this.nodes = nodes;
  }

  /**
   * Reads the keys {@code [from, to)}.
   *
   * @throws JedisException if not all are answered by the deadline; those that are, are in the
   *     batch
   */
  void read(StateBatch batch, int from, int to, Deadline deadline) {
    open(from, to);
    ClusterTable table = nodes.table(deadline);
    boolean wasWorthIt = false;
    for (int round = 1; ; round++) {
      boolean asksReplicas = round == 1 && table.hasReplicas();
      round(batch, table, asksReplicas, deadline);
      if (againCount == 0) {
        return;
      }
      ClusterTable next = isTableWrong ? nodes.insteadOf(table, deadline) : table;
      boolean mayHelp =
          asksReplicas
              || !isTableWrong
              || next != table
              || (isOtherConnectionWorthIt && !wasWorthIt);
      if (!mayHelp || round == MOST_ROUNDS || deadline.hasPassed()) {
        throw failure;
      }
      wasWorthIt |= isOtherConnectionWorthIt;
      table = next;
      int[] done = open;
      open = again;
      openCount = againCount;
      again = done;
    }
  }

  private void open(int from, int to) {
    openCount = to - from;
    if (open.length < openCount) {
      open = new int[openCount];
      again = new int[openCount];
      ordered = new int[openCount];
      owners = new int[openCount];
    }
    for (int i = 0; i < openCount; i++) {
      open[i] = from + i;
    }
  }

  private void round(
      StateBatch batch, ClusterTable table, boolean asksReplicas, Deadline deadline) {
    againCount = 0;
    isTableWrong = false;
    isOtherConnectionWorthIt = false;
    RedisNode[] asks = asksReplicas ? table.readers() : table.masters().toArray(RedisNode[]::new);
    group(batch, table, asks.length);
    Deadline answerBy = asks.length == 0 ? deadline : asks[0].answerBy(deadline);
    try {
      // Always in the same order, so that two callers never wait for a connection of each other.
      for (int node = 0; node < asks.length; node++) {
        if (starts[node] < starts[node + 1]) {
          ask(batch, asks[node], node, answerBy);
        }
      }
      for (int node = 0; node < asks.length; node++) {
        if (connections[node] != null) {
          answers(batch, asks[node], node, answerBy);
        }
      }
    } finally {
      giveBack(asks);
    }
    followAsked(batch, answerBy);
  }

  // Hot path: FetchBenchmark. A stable counting sort of the open keys by their owners.
  private void group(StateBatch batch, ClusterTable table, int nodeCount) {
    if (starts.length < nodeCount + 2) {
      starts = new int[nodeCount + 2];
      connections = new StateConnection[nodeCount];
    }
    Arrays.fill(starts, 0);
    for (int i = 0; i < openCount; i++) {
      int key = open[i];
      owners[i] = table.owner(HashSlot.of(batch.keys(), batch.keyStart(key), batch.keyEnd(key)));
      if (owners[i] < 0) {
        isTableWrong = true;
        failure = new JedisConnectionException("no node keeps the slot of a key");
        again[againCount++] = key;
      } else {
        starts[owners[i] + 2]++;
      }
    }
    for (int node = 2; node < nodeCount + 2; node++) {
      starts[node] += starts[node - 1];
    }
    for (int i = 0; i < openCount; i++) {
      if (owners[i] >= 0) {
        ordered[starts[owners[i] + 1]++] = open[i];
      }
    }
  }

  private void ask(StateBatch batch, RedisNode node, int number, Deadline answerBy) {
    try {
      connections[number] = node.take(answerBy);
      connections[number].begin(answerBy);
      connections[number].askForEach(batch, ordered, starts[number], starts[number + 1]);
    } catch (JedisException e) {
      lost(batch, node, number, e);
    }
  }

  private void answers(StateBatch batch, RedisNode node, int number, Deadline answerBy) {
    int from = starts[number];
    int to = starts[number + 1];
    try {
      connections[number].answers(
          batch, ordered, from, to, answerBy, (key, why) -> refused(batch, key, why));
      node.give(connections[number]);
      connections[number] = null;
    } catch (JedisException e) {
      lost(batch, node, number, e);
    }
  }

  private void lost(StateBatch batch, RedisNode node, int number, JedisException e) {
    StateConnection connection = connections[number];
    isTableWrong = true;
    isOtherConnectionWorthIt |= node.lost(connection != null && connection.isUsed(), e);
    failure = new JedisConnectionException("node " + node.address() + ": " + e.getMessage(), e);
    againCount = withoutThose(number);
    for (int i = starts[number]; i < starts[number + 1]; i++) {
      if (!batch.isAnswered(ordered[i])) {
        again[againCount++] = ordered[i];
      }
    }
    if (connection != null) {
      connection.drop();
    }
  }

  // Keys that the node refused before it was lost are there already.
  private int withoutThose(int number) {
    int kept = 0;
    for (int i = 0; i < againCount; i++) {
      boolean isOfNode = false;
      for (int own = starts[number]; own < starts[number + 1] && !isOfNode; own++) {
        isOfNode = ordered[own] == again[i];
      }
      if (!isOfNode) {
        again[kept++] = again[i];
      }
    }
    return kept;
  }

  private void giveBack(RedisNode[] asks) {
    for (int node = 0; node < asks.length; node++) {
      if (connections[node] != null) {
        connections[node].drop();
        asks[node].give(connections[node]);
        connections[node] = null;
      }
    }
  }

  private void refused(StateBatch batch, int key, JedisDataException why) {
    String message = String.valueOf(why.getMessage());
    if (message.startsWith("WRONGTYPE")) {
      // What is no string is nothing, as MGET has it.
      batch.put(key, null);
      return;
    }
    failure = why;
    if (why instanceof JedisAskDataException ask) {
      asked.add(new Asked(key, ask.getTargetNode()));
      return;
    }
    if (why instanceof JedisMovedDataException moved) {
      nodes.heardOf(address(moved.getTargetNode()));
    }
    isTableWrong |= !message.startsWith("TRYAGAIN");
    again[againCount++] = key;
  }

  private static RedisAddress address(HostAndPort at) {
    return new RedisAddress(at.getHost(), at.getPort());
  }

  private void followAsked(StateBatch batch, Deadline deadline) {
    for (Asked key : asked) {
      try {
        byte[] state =
            nodes
                .master(address(key.at()))
                .on(
                    connection -> {
                      connection.executeCommand(Command.ASKING);
                      connection.sendCommand(Command.GET, batch.copyKey(key.key()));
                      return connection.getBinaryBulkReply();
                    },
                    deadline);
        batch.put(key.key(), state);
      } catch (JedisException e) {
        failure = e;
        again[againCount++] = key.key();
      }
    }
    asked.clear();
  }
}
