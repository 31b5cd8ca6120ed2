package dev.tandem.infra.benchmarks.serving;

import dev.tandem.infra.benchmarks.process.BenchmarkFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures two kinds of calls by turns, a fifth of a second each, so that what else the machine
 * does meets both.
 *
 * @param clients how many ask at once
 * @param perSecond how many questions a second all of them ask; empty if each asks as soon as it
 *     has its answer
 */
record PairedLoad(int clients, OptionalDouble perSecond) {
  private static final long TURN_NANOS = Duration.ofMillis(200).toNanos();
  private static final int APART = 37;

  /** The figures of both. */
  record Pair(Figures tandem, Figures baseline) {}

  /**
   * Runs both calls.
   *
   * @param warmUp how long each is run before it is measured
   * @param measured how long each is measured
   */
  Pair run(Call tandem, Call baseline, Duration warmUp, Duration measured) {
    turns(tandem, baseline, warmUp);
    List<Measured> found = turns(tandem, baseline, measured);
    return new Pair(
        Figures.of(found.stream().map(Measured::tandem).toList()),
        Figures.of(found.stream().map(Measured::baseline).toList()));
  }

  private record Measured(Client.Tally tandem, Client.Tally baseline) {}

  private List<Measured> turns(Call tandem, Call baseline, Duration each) {
    int turns = (int) Math.max(1, each.toNanos() / TURN_NANOS);
    Turns shared = new Turns();
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Future<Measured>> running = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        int first = APART * client;
        running.add(
            threads.submit(
                () -> shared.run(new Client(tandem, first), new Client(baseline, first), turns)));
      }
      List<Measured> found = new ArrayList<>();
      for (Future<Measured> client : running) {
        found.add(client.get());
      }
      return found;
    } catch (ExecutionException e) {
      throw new BenchmarkFailedException("a client failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkFailedException("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** The turns that all clients take together. */
  private final class Turns {
    private final CyclicBarrier barrier = new CyclicBarrier(clients, this::begin);
    private volatile long end;
    private volatile Client.Timetable timetable;

    private void begin() {
      long now = System.nanoTime();
      end = now + TURN_NANOS;
      perSecond.ifPresent(rate -> timetable = new Client.Timetable(now, rate));
    }

    Measured run(Client tandem, Client baseline, int turns)
        throws BrokenBarrierException, InterruptedException {
      Client.Tally ofTandem = new Client.Tally();
      Client.Tally ofBaseline = new Client.Tally();
      for (int turn = 0; turn < 2 * turns; turn++) {
        // Now the one first and now the other: what grows slowly meets both.
        boolean isTandem = turn % 4 == 0 || turn % 4 == 3;
        barrier.await();
        ask(isTandem ? tandem : baseline, isTandem ? ofTandem : ofBaseline);
      }
      return new Measured(ofTandem, ofBaseline);
    }

    private void ask(Client client, Client.Tally record) {
      if (perSecond.isPresent()) {
        client.askUntil(end, timetable, record);
      } else {
        client.askUntil(end, record);
      }
    }
  }
}
