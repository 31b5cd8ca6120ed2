package dev.tandem.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.Project;
import dev.tandem.pipelines.dataset.DatasetFolder;
import dev.tandem.pipelines.dataset.DatasetReading;
import dev.tandem.pipelines.dataset.PublishedDataset;
import dev.tandem.pipelines.dataset.Retention;
import dev.tandem.pipelines.ingest.DeadLetters;
import dev.tandem.pipelines.ledger.Work.Extent;
import dev.tandem.pipelines.provenance.Changes;
import dev.tandem.pipelines.provenance.StagedProvenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncrementalIngestTest {
  private static final Instant NOW = Instant.ofEpochMilli(ShopProject.START).plusSeconds(4 * 86400);

  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void declare() {
    project = ShopProject.in(folder);
  }

  private PipelineSettings settings(String home) {
    return PipelineSettings.of(folder.resolve(home)).withClock(InstantSource.fixed(NOW));
  }

  private IngestReport ingest(PipelineSettings settings) {
    return Ingest.of(project, "behaviours")
        .withFiles(List.of(folder.resolve("in").toString()))
        .run(settings);
  }

  private void write(String name, List<String> rows) {
    ShopProject.write(folder.resolve("in").resolve(name), rows);
  }

  /** Rows with copies of each other and of rows of other seeds, and some that cannot be used. */
  private static List<String> dirty(int count, long seed) {
    List<String> rows = new ArrayList<>(ShopProject.rows(count, seed));
    rows.addAll(ShopProject.rows(count / 3, seed + 1));
    rows.add(7, "broken-" + seed);
    rows.add(90, "x,a,c,pv,1.0,1," + ShopProject.START);
    return rows;
  }

  private static void assertSameDataset(String actual, String expected) {
    PublishedDataset one = DatasetFolder.of(actual).latest().orElseThrow();
    PublishedDataset other = DatasetFolder.of(expected).latest().orElseThrow();
    assertThat(one.counts()).isEqualTo(other.counts());
    assertThat(one.parts())
        .extracting("index")
        .isEqualTo(other.parts().stream().map(p -> p.index()).toList());
    assertThat(Datasets.bytes(actual))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(Datasets.bytes(expected));
  }

  private void assertAsFromScratch(IngestReport report, PipelineSettings settings, String home) {
    IngestReport scratch = ingest(settings(home).withShards(shards(settings)));
    assertThat(scratch.work().extent()).isEqualTo(Extent.EVERYTHING);
    assertSameDataset(report.dataset(), scratch.dataset());
    assertSameDataset(report.deadLetterDataset(), scratch.deadLetterDataset());
    assertThat(report.fingerprint()).isEqualTo(scratch.fingerprint());
  }

  private static int shards(PipelineSettings settings) {
    return settings.shards().orElse(4);
  }

  private Changes changesSince(IngestReport now, PublishedDataset before) throws IOException {
    PublishedDataset newest = DatasetFolder.of(now.dataset()).latest().orElseThrow();
    return newest
        .provenance()
        .flatMap(StagedProvenance::parse)
        .orElseThrow()
        .since(before.contentHash())
        .orElseThrow();
  }

  @Test
  void run_filesOneAfterTheOther_sameBytesAsFromScratch() throws IOException {
    PipelineSettings settings = settings("home");
    write("a.csv", dirty(900, 1));
    IngestReport first = ingest(settings);
    assertThat(first.work()).hasToString("everything (the source has not been ingested before)");
    PublishedDataset before = DatasetFolder.of(first.dataset()).latest().orElseThrow();

    write("b.csv", dirty(600, 2));
    IngestReport second = ingest(settings);
    assertThat(second.work()).hasToString("increment (1 new file)");
    assertThat(second.readNow()).isEqualTo(802);
    assertThat(second.readBefore()).isEqualTo(first.read()).isEqualTo(1_202);
    assertThat(second.summary())
        .startsWith("source behaviours: 2004 rows read (802 now, 1202 kept from before) = ");
    assertAsFromScratch(second, settings, "scratch-ab");

    write("0.csv", dirty(300, 3));
    write("c.csv", List.of());
    IngestReport third = ingest(settings);
    assertThat(third.work()).hasToString("increment (2 new files)");
    assertAsFromScratch(third, settings, "scratch-all");
    assertThat(changesSince(third, before).rows()).isEqualTo(third.used() - first.used());
    assertThat(third.read())
        .isEqualTo(third.used() + third.duplicate() + third.late() + third.deadLetter());
    assertThat(ingest(settings).work()).hasToString("nothing (the files have not changed)");
  }

  @Test
  void run_otherNumberOfShards_sameBytesAsFromScratch() {
    write("a.csv", dirty(900, 4));
    ingest(settings("home").withShards(3));
    write("b.csv", dirty(300, 5));
    PipelineSettings more = settings("home").withShards(7);
    IngestReport report = ingest(more);
    assertThat(report.work().extent()).isEqualTo(Extent.INCREMENT);
    assertAsFromScratch(report, more, "scratch");
  }

  @Test
  void run_onFlink_sameBytesAsFromScratch() {
    PipelineSettings flink = settings("home").withRunner(RunnerKind.FLINK);
    write("a.csv", dirty(300, 6));
    ingest(flink);
    write("b.csv", dirty(300, 7));
    IngestReport report = ingest(flink);
    assertThat(report.work().extent()).isEqualTo(Extent.INCREMENT);
    assertAsFromScratch(report, flink, "scratch");
  }

  @Test
  void run_newCopyIsSmaller_takesThePlaceOfTheOldAndBothAreChanges() throws IOException {
    long time = ShopProject.START + 5_000;
    write("a.csv", List.of("1,a,c2,pv,3.00,1," + time, "2,b,c1,pv,3.00,1," + time));
    PublishedDataset before =
        DatasetFolder.of(ingest(settings("home")).dataset()).latest().orElseThrow();
    write("b.csv", List.of("1,a,c1,pv,3.00,1," + time, "2,b,c1,pv,3.00,1," + time));
    IngestReport report = ingest(settings("home"));
    assertThat(report.duplicate()).isEqualTo(2);
    assertAsFromScratch(report, settings("home"), "scratch");
    Changes changes = changesSince(report, before);
    assertThat(changes.rows()).isEqualTo(2);
    assertThat(changes.from()).isEqualTo(time);
  }

  @Test
  void run_sourceStartsLater_olderEventsExpireInWhateverFileTheyCome() {
    Instant starts = Instant.ofEpochMilli(ShopProject.START + 86_400_000);
    project =
        ShopProject.in(
            folder,
            "max_dead_letter_share: 0.2",
            "max_dead_letter_share: 0.2\n    starts: " + starts);
    write("a.csv", dirty(300, 19));
    IngestReport first = ingest(settings("home"));
    assertThat(first.expired()).isPositive();
    assertThat(first.used()).isPositive();
    assertThat(first.deadLetter()).isEqualTo(2);
    assertThat(first.summary())
        .contains(" late + " + first.expired() + " expired + 2 dead letters");
    write("b.csv", dirty(300, 20));
    IngestReport both = ingest(settings("home"));
    assertThat(both.work().extent()).isEqualTo(Extent.INCREMENT);
    assertThat(both.expired()).isGreaterThan(first.expired());
    assertThat(both.read())
        .isEqualTo(
            both.used() + both.duplicate() + both.late() + both.expired() + both.deadLetter());
    assertThat(both.reasons()).doesNotContainKey("expired");
    assertAsFromScratch(both, settings("home"), "scratch");
    List<String> letters =
        Datasets.lines(Datasets.read(both.deadLetterDataset(), DeadLetters.FIELDS));
    assertThat(letters.stream().filter(line -> line.contains("reason=expired")))
        .hasSize((int) both.expired())
        .allMatch(line -> line.contains(" is before the source starts, " + starts));

    project = ShopProject.in(folder);
    IngestReport all = ingest(settings("home"));
    assertThat(all.work()).hasToString("everything (the declaration of the source has changed)");
    assertThat(all.expired()).isZero();
  }

  @Test
  void run_onlyCopies_changesNothing() throws IOException {
    write("a.csv", ShopProject.rows(200, 8));
    PublishedDataset before =
        DatasetFolder.of(ingest(settings("home")).dataset()).latest().orElseThrow();
    write("b.csv", ShopProject.rows(200, 8));
    IngestReport report = ingest(settings("home"));
    assertThat(report.work().extent()).isEqualTo(Extent.INCREMENT);
    assertThat(report.read()).isEqualTo(400);
    assertThat(changesSince(report, before)).isEqualTo(Changes.none());
  }

  @Test
  void run_fileChangedOrGoneOrOtherDeclaration_readsEverythingAndSaysWhy() throws IOException {
    write("a.csv", ShopProject.rows(100, 11));
    write("b.csv", ShopProject.rows(100, 12));
    ingest(settings("home"));

    write("a.csv", ShopProject.rows(100, 13));
    IngestReport changed = ingest(settings("home"));
    assertThat(changed.work())
        .hasToString("everything (" + folder.resolve("in/a.csv") + " has changed)");
    assertAsFromScratch(changed, settings("home"), "scratch-changed");

    Files.delete(folder.resolve("in/a.csv"));
    write("c.csv", ShopProject.rows(100, 14));
    assertThat(ingest(settings("home")).work())
        .hasToString("everything (" + folder.resolve("in/a.csv") + " is gone)");

    project = ShopProject.in(folder, "max: 10000", "max: 9999");
    assertThat(ingest(settings("home")).work())
        .hasToString("everything (the declaration of the source has changed)");
  }

  @Test
  void run_rowsFromTheFuture_areLookedAtAgainOnlyOnceTheyMayBeBelieved() {
    long ahead = NOW.plusSeconds(86_400).toEpochMilli() + 5_000;
    List<String> rows = new ArrayList<>(ShopProject.rows(20, 15));
    rows.add("1,a,c,pv,1.0,1," + ahead);
    rows.add("1,b,c,pv,1.0,1," + (ahead + 60_000));
    write("a.csv", rows);
    ingest(settings("home"));
    assertThat(ingest(settings("home")).work().extent()).isEqualTo(Extent.NOTHING);

    write("b.csv", ShopProject.rows(20, 16));
    IngestReport more = ingest(settings("home"));
    assertThat(more.work().extent()).isEqualTo(Extent.INCREMENT);
    assertThat(more.reasons()).isEqualTo(Map.of("in_future", 2L));

    PipelineSettings later = settings("home").withClock(InstantSource.fixed(NOW.plusSeconds(5)));
    IngestReport again = ingest(later);
    assertThat(again.work())
        .hasToString("everything (rows refused as from the future may be believed by now)");
    assertThat(again.reasons()).isEqualTo(Map.of("in_future", 1L));
    assertThat(again.newestMillis()).isEqualTo(ahead);
    assertThat(ingest(later).work().extent()).isEqualTo(Extent.NOTHING);
  }

  @Test
  void run_killedBetweenDeadLettersAndEvents_completesInTheSamePlace() throws IOException {
    write("a.csv", dirty(300, 17));
    ingest(settings("home"));
    write("b.csv", dirty(300, 18));
    IngestReport whole = ingest(settings("home"));
    List<Path> expected = tree(whole.deadLetterDataset());
    Path manifest = Path.of(whole.dataset()).resolve("manifests/00000000000000000002.json");
    Files.delete(manifest);

    IngestReport completed = ingest(settings("home"));
    assertThat(completed.work().extent()).isEqualTo(Extent.INCREMENT);
    assertThat(completed.snapshot()).isEqualTo(whole.snapshot());
    assertThat(tree(whole.deadLetterDataset())).isEqualTo(expected);
    assertAsFromScratch(completed, settings("home"), "scratch");
  }

  private static List<Path> tree(String root) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void run_oldSnapshots_goOnceNobodyNeedsThem() throws IOException {
    PipelineSettings settings =
        settings("home")
            .withRetention(Retention.defaults().withAge(Duration.ofDays(-1)).withSnapshots(2));
    Path manifests = folder.resolve("home/sources/behaviours/manifests");
    DatasetFolder staged = DatasetFolder.of(folder.resolve("home/sources/behaviours").toString());
    for (int run = 1; run <= 3; run++) {
      write(run + ".csv", ShopProject.rows(50, run));
      ingest(settings);
    }
    assertThat(manifests.toFile().list()).hasSize(2);
    try (DatasetReading reading = staged.reading()) {
      assertThat(reading).isNotNull();
      write("4.csv", ShopProject.rows(50, 4));
      ingest(settings);
      assertThat(manifests.toFile().list()).hasSize(3);
    }
    write("5.csv", ShopProject.rows(50, 5));
    ingest(settings);
    assertThat(manifests.toFile().list()).hasSize(2);
    assertThat(folder.resolve("home/sources/behaviours/readers")).isEmptyDirectory();

    write("6.csv", ShopProject.rows(50, 6));
    ingest(settings.withRetention(Retention.defaults()));
    assertThat(manifests.toFile().list()).hasSize(3);
    assertThat(staged.latest().orElseThrow().provenance().orElseThrow()).contains("changes-");
  }
}
