package dev.tandem.serving.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.DurationNotation;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.redis.RedisEndpoint;
import dev.tandem.features.redis.RedisLimits;
import dev.tandem.features.redis.RedisOnlineStore;
import dev.tandem.features.view.FeatureStatus;
import dev.tandem.infra.redis.FaultyProxy;
import dev.tandem.infra.redis.LocalRedis;
import dev.tandem.serving.ShopEvents;
import dev.tandem.serving.ShopProject;
import dev.tandem.serving.ShopStates;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Requests from many threads while the network and the server fail in turns: every number answered
 * as present is the right one, and in the end nothing is left behind. Takes two seconds, or as long
 * as {@code -Dtandem.soak=5m} says.
 */
class StoreSoakIT {
  private static final int THREADS = 8;
  private static final int CONNECTIONS = 4;
  private static final long FAULT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final Project PROJECT = ShopProject.project();

  private final AtomicBoolean isOver = new AtomicBoolean();
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong complete = new AtomicLong();

  @Test
  void fetch_whileEverythingFails_isRightAndLeavesNothingBehind() throws Exception {
    long nanos =
        DurationNotation.parse(System.getProperty("tandem.soak", "2s")).orElseThrow().toNanos();
    int threadsBefore = threads();
    long directBefore = directBytes();
    try (LocalRedis redis = LocalRedis.start();
        FaultyProxy network = FaultyProxy.before(redis.port())) {
      RedisEndpoint endpoint =
          RedisEndpoint.of(network.host(), network.port())
              .with(RedisLimits.defaults().withConnections(CONNECTIONS));
      try (RedisOnlineStore store = RedisOnlineStore.open(endpoint)) {
        ShopStates.load(PROJECT, ShopEvents.random(5, 2000), ShopEvents.END, store);
        FeatureClient client = FeatureClient.of(PROJECT, "ranking", store);
        List<String> right = new ArrayList<>();
        for (int user = 0; user < ShopEvents.USERS; user++) {
          right.add(bits(client.fetch(request(user, Duration.ofSeconds(60)))));
        }
        soak(client, right, new Faults(redis, network), nanos);
        for (int user = 0; user < ShopEvents.USERS; user++) {
          FeatureVectors vectors = client.fetch(request(user, Duration.ofSeconds(60)));
          assertThat(bits(vectors)).isEqualTo(right.get(user));
        }
        // The network may not have heard yet of one that the store gave up.
        awaitAtMost(CONNECTIONS, network::open, "connections");
      }
      awaitAtMost(0, network::open, "connections");
      awaitAtMost(1, () -> redis.ask("CLIENT", "LIST").get(0).lines().count(), "clients");
    }
    awaitAtMost(threadsBefore, StoreSoakIT::threads, "threads");
    awaitAtMost(directBefore + (1 << 20), StoreSoakIT::directBytes, "bytes outside of the heap");
    assertThat(complete.get()).isPositive().isLessThan(answers.get());
  }

  private void soak(FeatureClient client, List<String> right, Faults faults, long nanos)
      throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> results = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int first = thread;
      results.add(callers.submit(() -> ask(client, right, first)));
    }
    try {
      faults.happen(nanos);
    } finally {
      isOver.set(true);
      callers.shutdown();
    }
    for (Future<?> result : results) {
      result.get();
    }
  }

  private void ask(FeatureClient client, List<String> right, int first) {
    for (int i = first; !isOver.get(); i++) {
      int user = i % ShopEvents.USERS;
      try (FeatureVectors vectors = client.fetch(request(user, Duration.ofMillis(30)))) {
        answers.incrementAndGet();
        if (vectors.isComplete()) {
          complete.incrementAndGet();
          assertThat(bits(vectors)).isEqualTo(right.get(user));
        }
      }
    }
  }

  private static FeatureRequest request(int user, Duration within) {
    return FeatureRequest.builder()
        .one("user_id", user)
        .each("item_id", IntStream.range(0, 11).mapToObj(i -> "i" + i).toArray(String[]::new))
        .one("position", 3)
        .at(Instant.ofEpochMilli(ShopEvents.END))
        .within(within)
        .build();
  }

  private static String bits(FeatureVectors vectors) {
    StringBuilder text = new StringBuilder();
    for (int feature = 0; feature < vectors.names().size(); feature++) {
      for (int row = 0; row < vectors.rows(); row++) {
        FeatureStatus status = vectors.status(feature, row);
        text.append(ShopEvents.bits(vectors.values().column(vectors.names().get(feature)), row))
            .append(status);
      }
    }
    return text.toString();
  }

  /** What goes wrong, one thing after the other. */
  private record Faults(LocalRedis redis, FaultyProxy network) {
    void happen(long nanos) {
      long end = System.nanoTime() + nanos;
      List<Runnable> faults =
          List.of(
              network::heal,
              () -> network.delay(5),
              network::stall,
              network::heal,
              () -> network.delay(50),
              () -> network.drip(1),
              () -> network.cutAfter(2_000),
              network::heal,
              network::hangUp,
              redis::pause,
              () -> redis.ask("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"));
      for (int fault = 0; System.nanoTime() - end < 0; fault++) {
        faults.get(fault % faults.size()).run();
        LockSupport.parkNanos(FAULT_NANOS);
        if (fault % faults.size() == 9) {
          redis.resume();
        }
      }
      network.heal();
    }
  }

  private static int threads() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("tandem"))
            .count();
  }

  private static long directBytes() {
    System.gc();
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  /** A number that is read again and again. */
  @FunctionalInterface
  private interface Reading {
    long now();
  }

  // What is closed ends in its own time, but it ends.
  private static void awaitAtMost(long most, Reading reading, String of) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (reading.now() > most) {
      assertThat(System.nanoTime() - end).as("%s left behind", of).isNegative();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
