package dev.tandem.pipelines;

import dev.tandem.pipelines.dataset.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;

/**
 * How and where runs execute; none of it changes a value that they compute.
 *
 * @param home the folder of all datasets, a path or URI that Beam can read and write
 * @param runner what executes the pipelines
 * @param parallelism the number of threads
 * @param shards the number of shards of every shuffle and parts of every dataset; empty means
 *     derived from the number of rows
 * @param clock tells events that claim to be from the future
 * @param clockTolerance how far ahead of the clock an event's time may be
 * @param retention which old snapshots of the datasets stay
 */
public record PipelineSettings(
    String home,
    RunnerKind runner,
    int parallelism,
    OptionalInt shards,
    InstantSource clock,
    Duration clockTolerance,
    Retention retention) {
  public PipelineSettings {
    if (parallelism < 1) {
      throw new IllegalArgumentException(
          "parallelism is " + parallelism + ", at least 1 is needed");
    }
    if (shards.isPresent() && shards.getAsInt() < 1) {
      throw new IllegalArgumentException(shards.getAsInt() + " shards, at least 1 is needed");
    }
  }

  /**
   * The settings to begin with: the direct runner with two threads, shards by the number of rows,
   * the system's clock with a tolerance of one day.
   */
  public static PipelineSettings of(Path home) {
    return new PipelineSettings(
        home.toAbsolutePath().toString(),
        RunnerKind.DIRECT,
        2,
        OptionalInt.empty(),
        InstantSource.system(),
        Duration.ofDays(1),
        Retention.defaults());
  }

  /** These settings with another runner. */
  public PipelineSettings withRunner(RunnerKind other) {
    return new PipelineSettings(home, other, parallelism, shards, clock, clockTolerance, retention);
  }

  /** These settings with another number of threads. */
  public PipelineSettings withParallelism(int threads) {
    return new PipelineSettings(home, runner, threads, shards, clock, clockTolerance, retention);
  }

  /** These settings with a fixed number of shards. */
  public PipelineSettings withShards(int count) {
    return new PipelineSettings(
        home, runner, parallelism, OptionalInt.of(count), clock, clockTolerance, retention);
  }

  /** These settings with another clock. */
  public PipelineSettings withClock(InstantSource other) {
    return new PipelineSettings(
        home, runner, parallelism, shards, other, clockTolerance, retention);
  }

  /** These settings with another tolerance for events ahead of the clock. */
  public PipelineSettings withClockTolerance(Duration tolerance) {
    return new PipelineSettings(home, runner, parallelism, shards, clock, tolerance, retention);
  }

  /** These settings with another rule for old snapshots. */
  public PipelineSettings withRetention(Retention other) {
    return new PipelineSettings(home, runner, parallelism, shards, clock, clockTolerance, other);
  }
}
