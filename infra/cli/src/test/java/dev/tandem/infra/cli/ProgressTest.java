package dev.tandem.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter out = new StringWriter();
  private long now;

  @Test
  void reached_notATerminal_saysSoEveryFewSecondsOnLinesOfTheirOwn() {
    Progress progress = progress(Progress.Style.LINES);
    progress.begin("read");
    for (int second = 1; second <= 12; second++) {
      now += 1000;
      progress.reached(second * 1000L, 20_000, "rows");
    }
    progress.done("20,000 rows");

    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            "read ...\n"
                + "read ... 5,000 of 20,000 rows\n"
                + "read ... 10,000 of 20,000 rows\n"
                + "read: 20,000 rows (12.0 s)\n");
  }

  @Test
  void reached_terminal_rewritesOneLine() {
    Progress progress = progress(Progress.Style.TERMINAL);
    progress.begin("read");
    now += 300;
    progress.reached(1, 2, "rows");
    progress.done("2 rows");

    assertThat(out.toString()).containsOnlyOnce(System.lineSeparator());
    assertThat(out.toString()).contains("\r\u001b[Kread ... 1 of 2 rows");
  }

  @Test
  void note_staysOnALineOfItsOwn() {
    Progress progress = progress(Progress.Style.LINES);
    progress.begin("train ranker");
    progress.note("goes on from a checkpoint: epoch 2, after step 3");
    progress.done("7 rows");

    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            "train ranker ...\n"
                + "train ranker: goes on from a checkpoint: epoch 2, after step 3\n"
                + "train ranker: 7 rows (0 ms)\n");
  }

  @Test
  void elapsed_anyLength_isReadable() {
    assertThat(Progress.elapsed(850)).isEqualTo("850 ms");
    assertThat(Progress.elapsed(12_340)).isEqualTo("12.3 s");
    assertThat(Progress.elapsed(125_000)).isEqualTo("2 min 5 s");
  }

  private Progress progress(Progress.Style style) {
    return new Progress(new PrintWriter(out), style, () -> Instant.ofEpochMilli(now));
  }
}
