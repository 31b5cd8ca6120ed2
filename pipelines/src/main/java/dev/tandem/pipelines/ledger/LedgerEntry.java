package dev.tandem.pipelines.ledger;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A step as the ledger tells it.
 *
 * @param id its name in the ledger; names sort by the time of the start
 * @param step the kind of step, for example {@code ingest}
 * @param subject what it is about, for example the name of a source
 * @param ended when it ended; empty if it has not
 * @param result what came of it; empty unless it ended well
 * @param error why it failed; empty unless it did
 */
public record LedgerEntry(
    String id,
    String step,
    String subject,
    Instant started,
    Optional<Instant> ended,
    Outcome outcome,
    Optional<StepResult> result,
    Optional<String> error) {

  /** How a step ended. */
  public enum Outcome {
    /** It computed its result. */
    DONE,
    /** Its result was there already. */
    UNCHANGED,
    /** It ended with an error and left what was there before. */
    FAILED,
    /** Its process lives and has not ended it yet. */
    RUNNING,
    /** Its process died before its end; in an object store it may also be running. */
    INTERRUPTED;

    /** The word for it in files and on screens. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A step that begins. */
  static LedgerEntry begun(String id, String step, String subject, Instant started) {
    return new LedgerEntry(
        id,
        step,
        subject,
        started,
        Optional.empty(),
        Outcome.RUNNING,
        Optional.empty(),
        Optional.empty());
  }

  /** The same step after it ended well. */
  LedgerEntry ended(Instant at, StepResult result) {
    Outcome how = result.work().isNothing() ? Outcome.UNCHANGED : Outcome.DONE;
    return with(Optional.of(at), how, Optional.of(result), Optional.empty());
  }

  /** The same step after it failed. */
  LedgerEntry failed(Instant at, String message) {
    return with(Optional.of(at), Outcome.FAILED, Optional.empty(), Optional.of(message));
  }

  /** The same step after its process died. */
  LedgerEntry interrupted() {
    return with(Optional.empty(), Outcome.INTERRUPTED, Optional.empty(), Optional.empty());
  }

  private LedgerEntry with(
      Optional<Instant> at, Outcome how, Optional<StepResult> result, Optional<String> error) {
    return new LedgerEntry(id, step, subject, started, at, how, result, error);
  }

  /** What there is to say of it in one line. */
  public String text() {
    return result
        .map(done -> done.work() + ": " + done.summary())
        .or(() -> error)
        .orElse(
            outcome == Outcome.RUNNING
                ? "not ended yet"
                : "the process died before the end; running the step again completes it");
  }
}
