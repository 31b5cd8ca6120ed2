package dev.tandem.infra.benchmarks.serving;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What was found of one kind of call.
 *
 * @param latencies how long the calls took, in nanoseconds
 * @param perSecond calls of all clients together in a second of their time
 * @param processorMicros of a call, in the client's thread alone, in microseconds
 * @param allocatedBytes of a call
 */
record Figures(
    Histogram latencies, double perSecond, double processorMicros, double allocatedBytes) {
  private static final double NANOS_PER_MICRO = 1e3;

  /** The figures of several clients together, who all took the same time. */
  static Figures of(List<Client.Tally> records) {
    Histogram all = Client.Tally.histogram();
    double seconds = 0;
    long processor = 0;
    long bytes = 0;
    for (Client.Tally record : records) {
      all.add(record.latencies());
      seconds += record.nanos() / 1e9 / records.size();
      processor += record.processorNanos();
      bytes += record.allocatedBytes();
    }
    double calls = Math.max(1, all.getTotalCount());
    return new Figures(all, calls / seconds, processor / NANOS_PER_MICRO / calls, bytes / calls);
  }

  /** The latency that half of the calls did not exceed, in microseconds. */
  double p50Micros() {
    return latencies.getValueAtPercentile(50) / NANOS_PER_MICRO;
  }

  /** The latency that 99 of 100 calls did not exceed, in microseconds. */
  double p99Micros() {
    return latencies.getValueAtPercentile(99) / NANOS_PER_MICRO;
  }
}
