package dev.tandem.pipelines.dataset;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Which snapshots of a dataset outlive the next ones.
 *
 * <p>A snapshot is deleted when there are enough newer ones, the next one was published long enough
 * ago, and no run that reads the dataset is alive.
 *
 * @param snapshots the number of newest snapshots that always stay, at least 1
 * @param age how long a snapshot stays after the next one was published
 * @param clock tells how long ago that was; of the same time as the file system's
 */
public record Retention(int snapshots, Duration age, InstantSource clock) {
  public Retention {
    if (snapshots < 1) {
      throw new IllegalArgumentException(snapshots + " snapshots are kept, at least 1 is needed");
    }
  }

  /** The two newest snapshots, and each for an hour after the next one. */
  public static Retention defaults() {
    return new Retention(2, Duration.ofHours(1), InstantSource.system());
  }

  /** The same with another number of newest snapshots that always stay. */
  public Retention withSnapshots(int count) {
    return new Retention(count, age, clock);
  }

  /** The same with another time for which a snapshot stays after the next one. */
  public Retention withAge(Duration other) {
    return new Retention(snapshots, other, clock);
  }
}
