package dev.tandem.pipelines.ledger;

import dev.tandem.pipelines.dataset.Lease;
import dev.tandem.pipelines.dataset.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The list of all steps that were run in a home, which only grows: a file when a step begins and
 * another when it ends, each visible whole or not at all. A step without the second file is running
 * or was killed.
 *
 * <p>Steps of several processes may be recorded at once.
 */
public final class Ledger {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String BEGUN = ".begun.json";
  private static final String ENDED = ".ended.json";
  private static final int UNIQUE = 8;
  private static final Duration LONG_DEAD = Duration.ofHours(1);

  private final String folder;
  private final InstantSource clock;

  private Ledger(String folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** The ledger in a folder, which need not exist yet, in any file system that Beam knows. */
  public static Ledger in(String folder) {
    return new Ledger(folder, InstantSource.system());
  }

  /** The same with another clock for starts and ends. */
  public Ledger withClock(InstantSource other) {
    return new Ledger(folder, other);
  }

  /**
   * Runs a step between its two files.
   *
   * @param step the kind of step
   * @param subject what it is about
   * @return what the step returned; what it threw is recorded and thrown on
   */
  public <R extends StepReport> R record(String step, String subject, Supplier<R> running) {
    LedgerEntry begun = LedgerEntry.begun(id(step, subject), step, subject, now());
    Lease lease = begin(begun);
    try {
      R report;
      try {
        report = running.get();
      } catch (RuntimeException | Error failure) {
        writeFailure(begun, failure);
        throw failure;
      }
      write(begun.id() + ENDED, begun.ended(now(), report.step()));
      return report;
    } catch (IOException e) {
      throw unwritable(e);
    } finally {
      close(lease);
    }
  }

  private Lease begin(LedgerEntry begun) {
    try {
      Lease lease = Lease.take(folder, begun.id());
      Storage.deleteBefore(temporary() + "/*", begun.started().minus(LONG_DEAD));
      write(begun.id() + BEGUN, begun);
      return lease;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private UncheckedIOException unwritable(IOException e) {
    return new UncheckedIOException("ledger " + folder + " cannot be written", e);
  }

  private void close(Lease lease) {
    try {
      lease.close();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void writeFailure(LedgerEntry begun, Throwable failure) {
    String message = Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
    try {
      write(begun.id() + ENDED, begun.failed(now(), message));
    } catch (IOException unwritten) {
      failure.addSuppressed(unwritten);
    }
  }

  private void write(String name, LedgerEntry entry) throws IOException {
    Storage.write(folder + "/" + name, temporary(), EntryJson.write(entry));
  }

  private String temporary() {
    return folder + "/temporary";
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private String id(String step, String subject) {
    String what = (step + "-" + subject).replaceAll("[^A-Za-z0-9_-]+", "_");
    String unique = UUID.randomUUID().toString().substring(0, UNIQUE);
    return TIME.format(now()) + "-" + what + "-" + unique;
  }

  /**
   * All steps, the first begun first.
   *
   * @throws UncheckedIOException if a file cannot be read
   */
  public List<LedgerEntry> entries() {
    try {
      // In this order, a step that ends in between is either alive or found with its end.
      List<String> allBegun = Storage.list(folder + "/*" + BEGUN);
      List<String> live = Lease.live(folder);
      List<String> ended = Storage.list(folder + "/*" + ENDED);
      List<LedgerEntry> entries = new ArrayList<>();
      for (String begun : allBegun) {
        String end = begun.substring(0, begun.length() - BEGUN.length()) + ENDED;
        LedgerEntry entry = read(ended.contains(end) ? end : begun);
        entries.add(entry.ended().isPresent() ? entry : unended(entry, live));
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException("ledger " + folder + " cannot be read", e);
    }
  }

  private static LedgerEntry read(String file) throws IOException {
    try {
      return EntryJson.read(Storage.read(file));
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static LedgerEntry unended(LedgerEntry begun, List<String> live) {
    boolean lives = live.stream().anyMatch(lease -> lease.startsWith(begun.id()));
    return lives ? begun : begun.interrupted();
  }
}
