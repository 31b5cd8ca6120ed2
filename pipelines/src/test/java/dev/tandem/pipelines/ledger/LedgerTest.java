package dev.tandem.pipelines.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.pipelines.ledger.LedgerEntry.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final StepResult RESULT =
      new StepResult(
          Work.increment("2 new files"),
          "abc",
          "/home/x",
          "000001-abc",
          Map.of("rows", 3L),
          "3 rows");

  @TempDir Path folder;
  private Ledger ledger;
  private long seconds;

  @BeforeEach
  void open() {
    Instant start = Instant.parse("2026-03-01T10:15:00Z");
    InstantSource clock = () -> start.plusSeconds(seconds++);
    ledger = Ledger.in(folder.resolve("ledger").toString()).withClock(clock);
  }

  private static StepReport report(Work work) {
    return () ->
        new StepResult(
            work,
            RESULT.fingerprint(),
            RESULT.output(),
            RESULT.snapshot(),
            RESULT.counts(),
            "3 rows");
  }

  @Test
  void entries_stepsOfEachOutcome_areToldInTheOrderOfTheirStart() {
    ledger.record("ingest", "events", () -> report(RESULT.work()));
    ledger.record("ingest", "events", () -> report(Work.nothing("no new files")));
    assertThatThrownBy(
            () ->
                ledger.record(
                    "backfill",
                    "rows",
                    () -> {
                      throw new IllegalStateException("no disk");
                    }))
        .hasMessage("no disk");

    List<LedgerEntry> entries = ledger.entries();
    assertThat(entries)
        .extracting(LedgerEntry::outcome)
        .containsExactly(Outcome.DONE, Outcome.UNCHANGED, Outcome.FAILED);
    LedgerEntry first = entries.get(0);
    assertThat(first.id()).startsWith("20260301T101500.000Z-ingest-events-");
    assertThat(first.result()).contains(RESULT);
    assertThat(first.started()).isBefore(first.ended().orElseThrow());
    assertThat(first.text()).isEqualTo("increment (2 new files): 3 rows");
    assertThat(entries.get(2).text()).isEqualTo("no disk");
    assertThat(entries.get(2).subject()).isEqualTo("rows");
  }

  @Test
  void entries_whileAStepRuns_tellSo() {
    ledger.record(
        "ingest",
        "events",
        () -> {
          assertThat(ledger.entries())
              .extracting(LedgerEntry::outcome)
              .containsExactly(Outcome.RUNNING);
          assertThat(ledger.entries().get(0).text()).isEqualTo("not ended yet");
          return report(RESULT.work());
        });
  }

  @Test
  void entries_processDied_tellSo() throws IOException {
    ledger.record("ingest", "events", () -> report(RESULT.work()));
    try (Stream<Path> files = Files.list(folder.resolve("ledger"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ended.json")).toList()) {
        Files.delete(file);
      }
    }
    LedgerEntry died = ledger.entries().get(0);
    assertThat(died.outcome()).isEqualTo(Outcome.INTERRUPTED);
    assertThat(died.text())
        .isEqualTo("the process died before the end; running the step again completes it");
  }

  @Test
  void entries_damagedFile_saysWhich() throws IOException {
    Path file = folder.resolve("ledger/x.begun.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{}", StandardCharsets.UTF_8);
    assertThatThrownBy(ledger::entries)
        .hasMessage("ledger " + folder.resolve("ledger") + " cannot be read")
        .cause()
        .hasMessageStartingWith(file + ": not an entry of a ledger: ");
  }

  @Test
  void entries_noLedger_none() {
    assertThat(ledger.entries()).isEmpty();
  }
}
