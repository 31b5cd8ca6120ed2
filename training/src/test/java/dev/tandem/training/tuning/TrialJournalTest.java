package dev.tandem.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialJournalTest {
  private static final TrialResult TRAINED =
      new TrialResult(
          3,
          Map.of("architecture.tower", "[64, 32]"),
          7,
          9,
          List.of(0.1 + 0.2, Double.NaN, Math.PI),
          3,
          "",
          1.5);
  private static final TrialResult FAILED =
      new TrialResult(4, Map.of(), 7, 9, List.of(), 0, "the loss is NaN", 0.25);

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("new/trials.jsonl");
  }

  private TrialJournal written() {
    TrialJournal journal = TrialJournal.open(file());
    journal.add(TRAINED);
    journal.add(FAILED);
    return journal;
  }

  @Test
  void open_again_knowsTheResultsBitForBit() {
    written();
    TrialJournal again = TrialJournal.open(file());
    assertThat(again.find(3, 9)).contains(TRAINED);
    assertThat(again.find(4, 9)).contains(FAILED);
    assertThat(again.find(3, 3)).isEmpty();
  }

  @Test
  void open_lineCutShort_isDropped() throws IOException {
    written();
    long whole = Files.size(file());
    Files.writeString(file(), "{\"trial\": 5, \"bud", StandardOpenOption.APPEND);
    TrialJournal again = TrialJournal.open(file());
    assertThat(again.find(5, 9)).isEmpty();
    assertThat(Files.size(file())).isEqualTo(whole);
    assertThat(again.find(4, 9)).contains(FAILED);
  }

  @Test
  void open_lineThatIsNoTrial_saysWhere() throws IOException {
    written();
    Files.writeString(file(), "{\"trial\": 5}\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> TrialJournal.open(file()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("line 3 of " + file() + " is no trial; delete the file to search anew");
  }
}
