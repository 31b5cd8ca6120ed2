package dev.tandem.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.dataset.DatasetBusyException;
import dev.tandem.pipelines.dataset.DatasetFolder;
import dev.tandem.pipelines.dataset.SnapshotFolder;
import dev.tandem.pipelines.ingest.DeadLetters;
import dev.tandem.pipelines.ingest.StagedColumns;
import dev.tandem.pipelines.ledger.Ledger;
import dev.tandem.pipelines.ledger.LedgerEntry;
import dev.tandem.pipelines.read.SourceUnreadableException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
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

  private Ingest ingest(Path... files) {
    return Ingest.of(project, "behaviours")
        .withFiles(List.of(files).stream().map(Path::toString).toList());
  }

  private Table staged(IngestReport report) {
    return Datasets.sorted(report.dataset(), StagedColumns.of(project.source("behaviours")));
  }

  @Test
  void run_cleanRowsWithCopies_countsAddUpAndEveryEventIsThereOnce() {
    List<String> rows = ShopProject.rows(2_000, 1);
    IngestReport report =
        ingest(ShopProject.write(folder.resolve("in/a.csv"), rows)).run(settings("home"));

    int distinct = new HashSet<>(identities(rows)).size();
    assertThat(report.read()).isEqualTo(2_000);
    assertThat(report.used()).isEqualTo(distinct);
    assertThat(report.duplicate()).isEqualTo(2_000 - distinct);
    assertThat(report.late()).isZero();
    assertThat(report.deadLetter()).isZero();
    assertThat(report.reused()).isFalse();
    assertThat(staged(report).rows()).isEqualTo(distinct);
    assertThat(report.newestMillis()).isEqualTo(newest(rows));
  }

  private static List<String> identities(List<String> rows) {
    return rows.stream()
        .map(row -> row.split(",", -1))
        .map(f -> f[0] + "," + f[1] + "," + f[3] + "," + f[6])
        .toList();
  }

  private static long newest(List<String> rows) {
    return rows.stream()
        .mapToLong(row -> Long.parseLong(row.split(",", -1)[6]))
        .max()
        .orElseThrow();
  }

  @Test
  void run_sameRowsInAnotherOrderFilesSlicesAndRunner_sameBytes() {
    List<String> rows = ShopProject.rows(3_000, 2);
    Path one = ShopProject.write(folder.resolve("one/all.csv"), rows);
    List<byte[]> expected =
        Datasets.bytes(ingest(one).run(settings("one-home").withShards(3)).dataset());

    List<String> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(7));
    ShopProject.write(folder.resolve("many/z.csv"), shuffled.subList(0, 1_000));
    ShopProject.write(folder.resolve("many/b.csv"), shuffled.subList(1_000, 1_001));
    ShopProject.write(folder.resolve("many/m.csv"), shuffled.subList(1_001, 3_000));
    Ingest many = ingest(folder.resolve("many")).withSliceBytes(10_000);

    assertThat(Datasets.bytes(many.run(settings("many-home").withShards(3)).dataset()))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(expected);
    PipelineSettings flink = settings("flink-home").withShards(3).withRunner(RunnerKind.FLINK);
    assertThat(Datasets.bytes(many.run(flink).dataset()))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(expected);
  }

  @Test
  void run_anyNumberOfShards_sameEvents() {
    Path file = ShopProject.write(folder.resolve("in/a.csv"), ShopProject.rows(1_000, 3));
    List<String> expected = Datasets.lines(staged(ingest(file).run(settings("one").withShards(1))));
    for (int shards : new int[] {2, 7, 64}) {
      IngestReport report = ingest(file).run(settings("home" + shards).withShards(shards));
      assertThat(Datasets.lines(staged(report))).isEqualTo(expected);
    }
  }

  @Test
  void run_copiesThatDiffer_keepsTheSmallestWhateverTheOrder() {
    String time = Long.toString(ShopProject.START);
    List<String> rows =
        new ArrayList<>(
            List.of(
                "1,a,c2,pv,3.00,1," + time,
                "1,a,c1,pv,2.00,1," + time,
                "1,a,c1,pv,,1," + time,
                "1,a,c1,pv,1.00,1," + time));
    for (int turn = 0; turn < 4; turn++) {
      Collections.rotate(rows, 1);
      Path file = ShopProject.write(folder.resolve("turn" + turn + "/a.csv"), rows);
      Table kept = staged(ingest(file).run(settings("home" + turn)));
      assertThat(kept.rows()).isEqualTo(1);
      assertThat(kept.strings("category").value(0)).isEqualTo("c1");
      assertThat(kept.doubles("price").isNull(0)).isTrue();
    }
  }

  @Test
  void run_unchangedInput_isReused() {
    Path file = ShopProject.write(folder.resolve("in/a.csv"), ShopProject.rows(200, 4));
    IngestReport first = ingest(file).run(settings("home"));
    IngestReport second = ingest(file).run(settings("home"));
    assertThat(second.reused()).isTrue();
    assertThat(second.used()).isEqualTo(first.used());
    assertThat(second.summary()).startsWith("source behaviours is unchanged: 200 rows read = ");

    ShopProject.write(file, ShopProject.rows(201, 4));
    IngestReport third = ingest(file).run(settings("home"));
    assertThat(third.reused()).isFalse();
    assertThat(third.read()).isEqualTo(201);
  }

  @Test
  void run_badRows_goToDeadLettersWithTheirReasons() {
    List<String> rows = new ArrayList<>(ShopProject.rows(40, 5));
    rows.add(3, "1,a,c,click,1.0,1," + ShopProject.START);
    rows.add(9, "x,a,c,pv,1.0,1," + ShopProject.START);
    IngestReport report =
        ingest(ShopProject.write(folder.resolve("in/a.csv"), rows)).run(settings("home"));

    assertThat(report.read()).isEqualTo(42);
    assertThat(report.deadLetter()).isEqualTo(2);
    assertThat(report.read()).isEqualTo(report.used() + report.duplicate() + 2);
    assertThat(report.reasons()).isEqualTo(Map.of("not_allowed", 1L, "wrong_type", 1L));
    List<String> letters =
        Datasets.lines(Datasets.read(report.deadLetterDataset(), DeadLetters.FIELDS));
    String file = folder.resolve("in/a.csv").toString();
    assertThat(letters)
        .containsExactlyInAnyOrder(
            "source=behaviours file="
                + file
                + " line=4 reason=not_allowed detail=behaviour: one of pv, cart, fav, buy is"
                + " required raw=1,a,c,click,1.0,1,1700000000000 ",
            "source=behaviours file="
                + file
                + " line=10 reason=wrong_type detail=user_id: an int64, for example -12 is"
                + " required raw=x,a,c,pv,1.0,1,1700000000000 ");
  }

  @Test
  void run_tooManyDeadLetters_publishesNothing() throws IOException {
    List<String> rows = new ArrayList<>(ShopProject.rows(7, 6));
    rows.addAll(List.of("bad", "worse", "worst"));
    Path file = ShopProject.write(folder.resolve("in/a.csv"), rows);
    assertThatThrownBy(() -> ingest(file).run(settings("home")))
        .isInstanceOf(TooManyDeadLettersException.class)
        .hasMessageStartingWith(
            "source 'behaviours': 3 of 10 rows cannot be used, more than the declared share of 0.2;"
                + " nothing was published. Reasons: 3 column_count. For example: "
                + file)
        .hasMessageContaining("1 columns, 7 are required");
    assertThat(files("home"))
        .extracting(path -> path.getFileName().toString())
        .filteredOn(name -> !name.endsWith(".begun.json") && !name.endsWith(".ended.json"))
        .containsOnly("writer.lock");
    assertThat(Ledger.in(folder.resolve("home/ledger").toString()).entries())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.outcome()).isEqualTo(LedgerEntry.Outcome.FAILED);
              assertThat(step.text()).startsWith("source 'behaviours': 3 of 10 rows cannot be");
            });
  }

  private List<Path> files(String home) throws IOException {
    try (var all = Files.walk(folder.resolve(home))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void run_eventAheadOfTheClock_isUsedOnceTheClockAllows() {
    List<String> rows = new ArrayList<>(ShopProject.rows(20, 7));
    long ahead = NOW.plusSeconds(86_400).toEpochMilli();
    rows.add("1,a,c,pv,1.0,1," + (ahead + 1));
    rows.add("1,a,c,pv,1.0,1," + ahead);
    Path file = ShopProject.write(folder.resolve("in/a.csv"), rows);

    IngestReport today = ingest(file).run(settings("home"));
    assertThat(today.reasons()).isEqualTo(Map.of("in_future", 1L));
    IngestReport later =
        ingest(file).run(settings("home").withClock(InstantSource.fixed(NOW.plusSeconds(60))));
    assertThat(later.reused()).isFalse();
    assertThat(later.deadLetter()).isZero();
    assertThat(later.newestMillis()).isEqualTo(ahead + 1);
  }

  @Test
  void run_lateEvents_areCountedApart() {
    project =
        ShopProject.in(
            folder,
            "      time: {type: timestamp, unit: milliseconds}\n    event_time: time\n",
            "      received: {type: timestamp, unit: milliseconds}\n"
                + "      time: {type: timestamp, unit: milliseconds}\n    event_time: time\n"
                + "    arrival_time: received\n    lateness: 1h\n");
    long time = ShopProject.START;
    long hour = 3_600_000;
    List<String> rows =
        List.of(
            "1,a,c,pv,1.0,1," + (time + hour) + "," + time,
            "2,a,c,pv,1.0,1," + (time + hour + 1) + "," + time);
    IngestReport report =
        ingest(ShopProject.write(folder.resolve("in/a.csv"), rows)).run(settings("home"));
    assertThat(report.used()).isEqualTo(1);
    assertThat(report.late()).isEqualTo(1);
    assertThat(report.deadLetter()).isZero();
    assertThat(
            Datasets.read(report.deadLetterDataset(), DeadLetters.FIELDS)
                .strings("reason")
                .value(0))
        .isEqualTo("late");
  }

  @Test
  void run_compressedFile_isReadAsItsText() throws IOException {
    List<String> rows = ShopProject.rows(500, 8);
    Path plain = ShopProject.write(folder.resolve("in/a.csv"), rows);
    Path packed = folder.resolve("packed/a.csv.gz");
    Files.createDirectories(packed.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(plain, out);
    }
    assertThat(Datasets.bytes(ingest(packed).run(settings("packed-home")).dataset()))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(Datasets.bytes(ingest(plain).run(settings("home")).dataset()));
  }

  @Test
  void run_header_namesTheColumnsInAnyOrder() throws IOException {
    project = ShopProject.in(folder, "header: false", "header: true");
    Path file = folder.resolve("in/a.csv");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "\uFEFFtime,\"user_id\",item_id,position,extra,behaviour,category\r\n"
            + ShopProject.START
            + ",7,\"a,b\",2,anything,buy,c9\r\n",
        StandardCharsets.UTF_8);
    Table staged = staged(ingest(file).run(settings("home")));
    assertThat(staged.rows()).isEqualTo(1);
    assertThat(staged.longs("user_id").value(0)).isEqualTo(7);
    assertThat(staged.strings("item_id").value(0)).isEqualTo("a,b");
    assertThat(staged.strings("category").value(0)).isEqualTo("c9");
    assertThat(staged.doubles("price").isNull(0)).isTrue();
  }

  @Test
  void run_headerWithoutARequiredColumn_saysWhich() {
    project = ShopProject.in(folder, "header: false", "header: true");
    Path file = ShopProject.write(folder.resolve("in/a.csv"), List.of("time,item_id", "1,2"));
    assertThatThrownBy(() -> ingest(file).run(settings("home")))
        .isInstanceOf(SourceUnreadableException.class)
        .hasMessage(
            file
                + ": the header has no column 'user_id', which source 'behaviours' declares; it"
                + " has: time, item_id");
  }

  @Test
  void run_missingFileGlobOrEmptyFolder_saysWhatWasLookedFor() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    for (String path : List.of("nowhere.csv", "none/*.csv", "*.tsv", empty.toString())) {
      Ingest ingest = Ingest.of(project, "behaviours").withFolder(folder).withFiles(List.of(path));
      assertThatThrownBy(() -> ingest.run(settings("home")))
          .isInstanceOf(SourceUnreadableException.class)
          .hasMessage("source 'behaviours': no file matches " + folder.resolve(path));
    }
  }

  @Test
  void run_declaredPath_startsFromTheFolder() {
    ShopProject.write(folder.resolve("behaviours.csv"), ShopProject.rows(10, 9));
    IngestReport report = Ingest.of(project, "behaviours").withFolder(folder).run(settings("home"));
    assertThat(report.read()).isEqualTo(10);
  }

  @Test
  void run_emptyFile_givesAnEmptyDataset() throws IOException {
    Path file = folder.resolve("in/a.csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "", StandardCharsets.UTF_8);
    IngestReport report = ingest(file).run(settings("home"));
    assertThat(report.read()).isZero();
    assertThat(staged(report).rows()).isZero();
  }

  @Test
  void run_leftoversOfAKilledRun_areDeleted() throws IOException {
    Path home = folder.resolve("home/sources/behaviours");
    Path part = home.resolve("snapshots/000001-dead/part-00000.arrow");
    Path note = home.resolve("temporary/000001-dead/tallies");
    for (Path left : List.of(part, note)) {
      Files.createDirectories(left.getParent());
      Files.writeString(left, "half", StandardCharsets.UTF_8);
    }
    Path file = ShopProject.write(folder.resolve("in/a.csv"), ShopProject.rows(10, 9));
    IngestReport report = ingest(file).run(settings("home"));
    assertThat(report.reused()).isFalse();
    assertThat(part).doesNotExist();
    assertThat(note).doesNotExist();
  }

  @Test
  void run_whileAnotherRunWrites_isRefusedAndDisturbsNothing() {
    Path file = ShopProject.write(folder.resolve("in/a.csv"), ShopProject.rows(10, 9));
    DatasetFolder other = DatasetFolder.of(folder.resolve("home/sources/behaviours").toString());
    SnapshotFolder writing = other.begin("0123456789abcdef");
    assertThatThrownBy(() -> ingest(file).run(settings("home")))
        .isInstanceOf(DatasetBusyException.class)
        .hasMessage(
            "another run is writing to "
                + folder.resolve("home/sources/behaviours")
                + "; wait until it has ended, then run again");
    assertThat(other.latest()).isEmpty();
    assertThat(writing.id()).isEqualTo("000001-0123456789abcdef");
    other.end();
    assertThat(ingest(file).run(settings("home")).used()).isPositive();
  }
}
