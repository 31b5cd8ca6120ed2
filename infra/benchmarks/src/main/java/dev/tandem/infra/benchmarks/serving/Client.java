package dev.tandem.infra.benchmarks.serving;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * One client of a load. In a closed loop it asks as soon as it has its answer. In an open loop all
 * clients together ask at the instants of a timetable, and what is measured is the time from that
 * instant on: an answer that comes late delays the questions after it, and they are late as well.
 * For one thread.
 */
final class Client {
  private static final long MOST_NANOS = 60_000_000_000L;
  private static final int DIGITS = 3;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long SPIN_NANOS = 80_000;

  private final Call call;
  private int number;

  /** What a client measured; mutable, for one thread. */
  static final class Tally {
    private final Histogram latencies = histogram();
    private long nanos;
    private long processorNanos;
    private long allocatedBytes;

    static Histogram histogram() {
      return new Histogram(MOST_NANOS, DIGITS);
    }

    Histogram latencies() {
      return latencies;
    }

    long nanos() {
      return nanos;
    }

    /** Of the clients' own threads; what the server takes is not in it. */
    long processorNanos() {
      return processorNanos;
    }

    long allocatedBytes() {
      return allocatedBytes;
    }

    private void begin() {
      processorNanos -= THREADS.getCurrentThreadCpuTime();
      allocatedBytes -= THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      nanos -= System.nanoTime();
    }

    private void end(long now) {
      nanos += now;
      allocatedBytes += THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      processorNanos += THREADS.getCurrentThreadCpuTime();
    }
  }

  /** When the questions of an open loop are asked; shared by its clients. */
  static final class Timetable {
    private final long start;
    private final double gapNanos;
    private final AtomicLong asked = new AtomicLong();

    Timetable(long startNanos, double perSecond) {
      this.start = startNanos;
      this.gapNanos = 1e9 / perSecond;
    }

    private long next() {
      return start + (long) (asked.getAndIncrement() * gapNanos);
    }
  }

  /**
   * A client.
   *
   * @param first the number of its first request
   */
  Client(Call call, int first) {
    this.call = call;
    this.number = first;
  }

  /** Asks until an instant of {@link System#nanoTime}, one question after the other. */
  void askUntil(long end, Tally record) {
    record.begin();
    long now = System.nanoTime();
    while (now < end) {
      call.answer(number++);
      long after = System.nanoTime();
      record.latencies.recordValue(Math.min(MOST_NANOS, after - now));
      now = after;
    }
    record.end(now);
  }

  /** Asks the questions of a timetable up to an instant. */
  void askUntil(long end, Timetable timetable, Tally record) {
    record.begin();
    for (long due = timetable.next(); due < end; due = timetable.next()) {
      await(due);
      call.answer(number++);
      record.latencies.recordValue(Math.min(MOST_NANOS, System.nanoTime() - due));
    }
    record.end(Math.max(end, System.nanoTime()));
  }

  private static void await(long due) {
    for (long rest = due - System.nanoTime(); rest > 0; rest = due - System.nanoTime()) {
      if (rest > SPIN_NANOS) {
        LockSupport.parkNanos(rest - SPIN_NANOS);
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
