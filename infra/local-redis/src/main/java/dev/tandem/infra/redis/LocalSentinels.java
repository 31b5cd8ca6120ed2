package dev.tandem.infra.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * A master, a replica and three sentinels that watch them, all on this machine and real.
 *
 * <p>Its processes are as {@link LocalRedis} describes. One thread starts and closes it.
 */
public final class LocalSentinels implements AutoCloseable {
  /** The name by which the sentinels know the master. */
  public static final String MASTER = "tandem";

  private static final int SENTINELS = 3;

  private final LocalRedis master;
  private final List<LocalRedis> others = new ArrayList<>();
  private final List<LocalRedis> sentinels = new ArrayList<>();

  private LocalSentinels(LocalRedis master) {
    this.master = master;
  }

  /**
   * Starts them all and returns once the sentinels agree that the master is well and has a replica.
   *
   * @throws RedisNotStartedException as {@link LocalRedis#start}
   */
  public static LocalSentinels start() {
    LocalSentinels all = new LocalSentinels(LocalRedis.start());
    try {
      LocalRedis master = all.master;
      all.others.add(
          LocalRedis.start(
              ServerForm.inMemory(
                  List.of("replicaof " + master.host() + " " + master.port(), "databases 1"))));
      for (int i = 0; i < SENTINELS; i++) {
        all.sentinels.add(LocalRedis.start(sentinel(master)));
      }
      for (LocalRedis sentinel : all.sentinels) {
        await(sentinel, "num-slaves", 1);
        await(sentinel, "num-other-sentinels", SENTINELS - 1);
      }
      return all;
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private static ServerForm sentinel(LocalRedis master) {
    return ServerForm.sentinel(
        List.of(
            "sentinel monitor " + MASTER + " " + master.host() + " " + master.port() + " 2",
            "sentinel down-after-milliseconds " + MASTER + " 500",
            "sentinel failover-timeout " + MASTER + " 2000"));
  }

  private static void await(LocalRedis sentinel, String property, int least) {
    Patience.await(
        "a sentinel knows " + property,
        () -> {
          List<String> known = sentinel.ask("SENTINEL", "MASTER", MASTER);
          return Integer.parseInt(known.get(known.indexOf(property) + 1)) >= least;
        });
  }

  /** The server that was the master at the start. */
  public LocalRedis firstMaster() {
    return master;
  }

  /** The server that was the replica at the start. */
  public LocalRedis firstReplica() {
    return others.get(0);
  }

  /** The sentinels. */
  public List<LocalRedis> sentinels() {
    return List.copyOf(sentinels);
  }

  /** Waits until all living sentinels name the first replica as the master. */
  public void awaitFailover() {
    String port = Integer.toString(firstReplica().port());
    Patience.await(
        "the sentinels have failed over",
        () -> sentinels.stream().filter(LocalRedis::isAlive).allMatch(s -> port.equals(portOf(s))));
  }

  private static String portOf(LocalRedis sentinel) {
    return sentinel.ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER).get(1);
  }

  /** Ends all processes. */
  @Override
  public void close() {
    sentinels.forEach(LocalRedis::close);
    others.forEach(LocalRedis::close);
    master.close();
  }
}
