package dev.tandem.serving.log;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * What a served log keeps, and where.
 *
 * @param directory the folder of the log, which is made if it is not there
 * @param share the share of keys in (0, 1] whose rows are kept
 * @param key the entity key by which rows are sampled; a service that does not have it, and every
 *     service if none is named, is sampled by its first entity key
 * @param clock says when an answer was made
 * @param fileRows a file is written when so many rows wait for it
 * @param fileAge a file is written when a row has waited so long
 * @param queuedRows so many rows may wait for the writer; what comes then is dropped and counted
 * @param maxBytes the most that all files of the log may hold; the oldest make room for a new one
 */
public record ServedLogSettings(
    Path directory,
    double share,
    Optional<String> key,
    InstantSource clock,
    int fileRows,
    Duration fileAge,
    int queuedRows,
    long maxBytes) {
  private static final int FILE_ROWS = 50_000;
  private static final int QUEUED_ROWS = 100_000;
  private static final long MAX_BYTES = 1L << 30;

  public ServedLogSettings {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(clock, "clock");
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "share: found " + share + ", allowed: greater than 0, at most 1");
    }
    if (fileAge.isZero() || fileAge.isNegative()) {
      throw new IllegalArgumentException("fileAge: found " + fileAge + ", allowed: more than 0");
    }
    requirePositive("fileRows", fileRows);
    requirePositive("queuedRows", queuedRows);
    requirePositive("maxBytes", maxBytes);
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": found " + value + ", allowed: 1 or more");
    }
  }

  /**
   * Every row, in this folder: 50 000 rows or 10 seconds to a file, at most 100 000 rows that wait,
   * and 1 GiB of files.
   */
  public static ServedLogSettings in(Path directory) {
    return new ServedLogSettings(
        directory,
        1,
        Optional.empty(),
        InstantSource.system(),
        FILE_ROWS,
        Duration.ofSeconds(10),
        QUEUED_ROWS,
        MAX_BYTES);
  }

  /** The same with another share of keys. */
  public ServedLogSettings withShare(double newShare) {
    return new ServedLogSettings(
        directory, newShare, key, clock, fileRows, fileAge, queuedRows, maxBytes);
  }

  /** The same sampled by another entity key. */
  public ServedLogSettings withKey(String newKey) {
    return new ServedLogSettings(
        directory, share, Optional.of(newKey), clock, fileRows, fileAge, queuedRows, maxBytes);
  }

  /** The same with another clock. */
  public ServedLogSettings withClock(InstantSource newClock) {
    return new ServedLogSettings(
        directory, share, key, newClock, fileRows, fileAge, queuedRows, maxBytes);
  }

  /** The same with other files: so many rows, or rows that have waited so long. */
  public ServedLogSettings withFiles(int newRows, Duration newAge) {
    return new ServedLogSettings(
        directory, share, key, clock, newRows, newAge, queuedRows, maxBytes);
  }

  /** The same with another bound on the rows that wait for the writer. */
  public ServedLogSettings withQueuedRows(int newQueuedRows) {
    return new ServedLogSettings(
        directory, share, key, clock, fileRows, fileAge, newQueuedRows, maxBytes);
  }

  /** The same with another bound on the bytes of all files. */
  public ServedLogSettings withMaxBytes(long newMaxBytes) {
    return new ServedLogSettings(
        directory, share, key, clock, fileRows, fileAge, queuedRows, newMaxBytes);
  }
}
