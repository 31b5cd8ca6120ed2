package dev.tandem.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.Project;
import dev.tandem.pipelines.dataset.DatasetFolder;
import dev.tandem.pipelines.dataset.PublishedDataset;
import dev.tandem.pipelines.ledger.Work.Extent;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncrementalBackfillTest {
  private static final long DAY = 86_400_000;
  private static final List<String> TRAINING_SETS =
      List.of("ranking_rows", "mixed_rows", "sampled_rows");

  @TempDir Path folder;
  private Project project;
  private List<String> rows;

  @BeforeEach
  void declare() {
    project = ShopProject.in(folder);
    rows = ShopProject.rows(3_000, 31);
  }

  private PipelineSettings settings(String home) {
    return PipelineSettings.of(folder.resolve(home))
        .withClock(InstantSource.fixed(Instant.ofEpochMilli(ShopProject.START + 4 * DAY)));
  }

  private void write(String file, Predicate<String> which) {
    ShopProject.write(folder.resolve("in").resolve(file), rows.stream().filter(which).toList());
  }

  private static double day(String row) {
    long time = Long.parseLong(row.substring(row.lastIndexOf(',') + 1));
    return (time - ShopProject.START) / (double) DAY;
  }

  private BackfillReport run(PipelineSettings settings, String trainingSet) {
    Ingest.of(project, "behaviours")
        .withFiles(List.of(folder.resolve("in").toString()))
        .run(settings);
    return Backfill.of(project, trainingSet).run(settings);
  }

  /** Adds to what is there, and compares with what a run in an empty home computes. */
  private BackfillReport assertAsFromScratch(
      PipelineSettings settings, String trainingSet, String emptyHome) {
    BackfillReport added = run(settings, trainingSet);
    PipelineSettings other =
        settings.shards().isPresent()
            ? settings(emptyHome).withShards(settings.shards().getAsInt())
            : settings(emptyHome);
    BackfillReport scratch = run(other, trainingSet);
    assertThat(scratch.work().extent()).isEqualTo(Extent.EVERYTHING);
    assertThat(scratch.computedNow()).isEqualTo(scratch.rows());
    PublishedDataset one = DatasetFolder.of(added.dataset()).latest().orElseThrow();
    PublishedDataset expected = DatasetFolder.of(scratch.dataset()).latest().orElseThrow();
    assertThat(one.counts()).isEqualTo(expected.counts());
    assertThat(one.fingerprint()).isEqualTo(expected.fingerprint());
    assertThat(one.parts().stream().map(part -> part.index()).toList())
        .isEqualTo(expected.parts().stream().map(part -> part.index()).toList());
    assertThat(Datasets.bytes(added.dataset()))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(Datasets.bytes(scratch.dataset()));
    return added;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void run_laterEvents_keepsTheRowsBefore(boolean windowed) {
    project = windowed ? ShopProject.windowed(folder) : project;
    PipelineSettings settings = settings("home");
    write("1.csv", row -> day(row) < 2);
    TRAINING_SETS.forEach(name -> run(settings, name));
    write("2.csv", row -> day(row) >= 2);
    for (String name : TRAINING_SETS) {
      BackfillReport added = assertAsFromScratch(settings, name, "scratch-" + name);
      assertThat(added.work().extent()).isEqualTo(Extent.INCREMENT);
      assertThat(added.work().reason()).matches("\\d+ new events; rows before 2023-11-16T.* stay");
      assertThat(added.keptFromBefore()).isGreaterThan(added.rows() / 2);
      assertThat(added.computedNow()).isPositive();
      assertThat(added.summary())
          .contains(added.computedNow() + " computed now, " + added.keptFromBefore() + " kept");
      assertThat(run(settings, name).work())
          .hasToString("nothing (neither events nor declarations have changed)");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void run_lateEvents_computesTheRowsAfterThem(boolean windowed) {
    project = windowed ? ShopProject.windowed(folder) : project;
    PipelineSettings settings = settings("home");
    write("1.csv", row -> day(row) < 1.6 || day(row) > 1.7);
    run(settings, "ranking_rows");
    write("2.csv", row -> day(row) >= 1.6);
    BackfillReport added = assertAsFromScratch(settings, "ranking_rows", "scratch");
    assertThat(added.keptFromBefore()).isPositive().isLessThan(added.rows() * 6 / 10);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void run_anyRowsInAnyFile_sameBytesAsFromScratch(long seed) {
    project = seed % 2 == 0 ? ShopProject.windowed(folder) : project;
    Random random = new Random(seed);
    PipelineSettings settings = settings("home");
    for (int file = 0; file < 3; file++) {
      double from = random.nextDouble() * 2.9;
      double share = random.nextDouble() * 0.2;
      write(
          file + ".csv",
          row -> day(row) >= from && new Random(row.hashCode()).nextDouble() < share);
      String name = TRAINING_SETS.get(random.nextInt(3));
      assertAsFromScratch(settings, name, "scratch-" + file);
    }
  }

  @Test
  void run_otherNumberOfShards_sameBytesAsFromScratch() {
    write("1.csv", row -> day(row) < 2);
    run(settings("home").withShards(3), "ranking_rows");
    write("2.csv", row -> day(row) >= 2);
    BackfillReport added =
        assertAsFromScratch(settings("home").withShards(5), "ranking_rows", "scratch");
    assertThat(added.keptFromBefore()).isPositive();
  }

  @Test
  void run_onFlink_sameBytesAsFromScratch() {
    PipelineSettings flink = settings("home").withRunner(RunnerKind.FLINK);
    write("1.csv", row -> day(row) < 2);
    run(settings("home"), "sampled_rows");
    write("2.csv", row -> day(row) >= 2);
    assertThat(assertAsFromScratch(flink, "sampled_rows", "scratch").keptFromBefore()).isPositive();
  }

  @Test
  void run_oldestEventIsNew_computesEverything() {
    PipelineSettings settings = settings("home");
    write("1.csv", row -> day(row) >= 1);
    run(settings, "ranking_rows");
    write("2.csv", row -> day(row) < 1);
    BackfillReport added = assertAsFromScratch(settings, "ranking_rows", "scratch");
    assertThat(added.keptFromBefore()).isZero();
  }

  @Test
  void run_sourceReadFromScratchOrOtherDeclarations_computesEverythingAndSaysWhy() {
    PipelineSettings settings = settings("home");
    write("1.csv", row -> day(row) < 2);
    run(settings, "ranking_rows");
    write("1.csv", row -> day(row) < 1.9);
    assertThat(run(settings, "ranking_rows").work())
        .hasToString("everything (the events of source behaviours are not as before and more)");
    project = ShopProject.in(folder, "within: 6h", "within: 5h");
    assertThat(run(settings, "ranking_rows").work())
        .hasToString("everything (its declarations have changed)");
  }
}
