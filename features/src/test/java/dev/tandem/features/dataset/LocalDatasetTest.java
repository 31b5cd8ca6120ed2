package dev.tandem.features.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.arrow.ArrowTables;
import dev.tandem.features.arrow.Compression;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.RandomTables;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDatasetTest {
  @TempDir Path folder;
  private Path root;

  @BeforeEach
  void chooseRoot() {
    root = folder.resolve("events");
  }

  @Test
  void openLatest_nothingPublished_isEmpty() throws IOException {
    assertThat(LocalDataset.openLatest(root)).isEmpty();
    try (LocalDatasetWriter writer = open(root, numbers(1).fields())) {
      writer.write(numbers(5));
      assertThat(LocalDataset.openLatest(root)).isEmpty();
    }
    assertThat(LocalDataset.openLatest(root)).isEmpty();
  }

  @Test
  void publish_everyType_isReadBack() throws IOException {
    Table first = RandomTables.everyType(300, 20, new Random(1));
    Table second = RandomTables.everyType(200, 20, new Random(2));
    LocalDataset written = publish(root, first, second);

    LocalDataset dataset = LocalDataset.openLatest(root).orElseThrow();

    assertThat(dataset.manifest()).isEqualTo(written.manifest());
    assertThat(dataset.number()).isEqualTo(1);
    assertThat(dataset.manifest().rows()).isEqualTo(500);
    assertThat(ArrowTables.toBytes(dataset.read()))
        .isEqualTo(ArrowTables.toBytes(Table.concat(List.of(first, second))));
    dataset.verify();
  }

  @Test
  void read_someColumns_yieldsThemInTheOrderAsked() throws IOException {
    Table table = RandomTables.everyType(50, 20, new Random(3));
    LocalDataset dataset = publish(root, table);
    List<String> columns = List.of("string", "bool", "int64_list");
    assertThat(RandomTables.values(dataset.read(columns)))
        .isEqualTo(RandomTables.values(table.project(columns)));
  }

  @Test
  void read_noRows_hasTheColumns() throws IOException {
    LocalDataset dataset;
    try (LocalDatasetWriter writer = open(root, numbers(0).fields())) {
      dataset = writer.publish(Map.of(), Optional.empty(), "f");
    }
    assertThat(dataset.parts()).isEmpty();
    assertThat(dataset.read().fields()).isEqualTo(numbers(0).fields());
    assertThat(dataset.read().rows()).isZero();
  }

  @Test
  void publish_eventTimes_areInTheManifest() throws IOException {
    Table events = Table.allocate(EventColumns.FIELDS, 3);
    events.longs(EventColumns.TIME).set(0, 700);
    events.longs(EventColumns.TIME).set(1, -5);
    LocalDataset dataset = publish(root, events);
    assertThat(dataset.manifest().minTime()).hasValue(-5);
    assertThat(dataset.manifest().maxTime()).hasValue(700);
    assertThat(publish(root, numbers(1)).manifest().minTime()).isEmpty();
  }

  @Test
  void publish_again_isTheLatestAndTheOldStaysReadable() throws IOException {
    LocalDataset old = publish(root, numbers(3));
    publish(root, numbers(4));

    LocalDataset latest = LocalDataset.openLatest(root).orElseThrow();

    assertThat(latest.number()).isEqualTo(2);
    assertThat(latest.read().rows()).isEqualTo(4);
    assertThat(old.read().rows()).isEqualTo(3);
    assertThat(LocalDataset.open(root, 1).manifest()).isEqualTo(old.manifest());
  }

  @Test
  void publish_sameRowsTwice_givesTheSameChecksums() throws IOException {
    LocalDataset first = publish(root, numbers(1000));
    LocalDataset second = publish(root, numbers(1000));
    assertThat(second.manifest().parts().get(0).sha256())
        .isEqualTo(first.manifest().parts().get(0).sha256());
  }

  @Test
  void publish_severalWritersAtOnce_getNumbersOfTheirOwn() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<LocalDataset>> published = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      Table rows = numbers(i);
      published.add(threads.submit(() -> publish(root, rows)));
    }
    List<Long> numbers = new ArrayList<>();
    for (Future<LocalDataset> future : published) {
      LocalDataset dataset = future.get();
      numbers.add(dataset.number());
      assertThat(LocalDataset.open(root, dataset.number()).manifest())
          .isEqualTo(dataset.manifest());
    }
    threads.shutdown();
    assertThat(numbers)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 12).boxed().toList());
  }

  @Test
  void close_unpublished_leavesNothing() throws IOException {
    try (LocalDatasetWriter writer = open(root, numbers(1).fields())) {
      writer.write(numbers(5));
    }
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void openLatest_unfinishedAndStrangeFilesAround_arePassedOver() throws IOException {
    publish(root, numbers(3));
    Files.writeString(root.resolve("manifests/.abc.tmp"), "{");
    Files.writeString(root.resolve("manifests/readme.txt"), "x");
    assertThat(LocalDataset.openLatest(root).orElseThrow().number()).isEqualTo(1);
  }

  @Test
  void openLatest_newestManifestHalfWritten_isCorruptAndNamesIt() throws IOException {
    publish(root, numbers(3));
    byte[] whole = Files.readAllBytes(root.resolve("manifests/00000000000000000001.json"));
    Path half = root.resolve("manifests/00000000000000000002.json");
    Files.write(half, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> LocalDataset.openLatest(root))
        .isInstanceOf(CorruptDatasetException.class)
        .hasMessageStartingWith("manifest " + half + ": not JSON, or cut short after ");
  }

  @Test
  void read_partMissing_namesItAndTheSnapshot() throws IOException {
    LocalDataset dataset = publish(root, numbers(3));
    Path part = dataset.parts().get(0);
    Files.delete(part);
    assertThatThrownBy(dataset::read)
        .isInstanceOf(CorruptDatasetException.class)
        .hasMessage(
            "part "
                + part
                + " is missing; snapshot 1 of dataset "
                + root
                + " names it. Was it deleted?");
  }

  @Test
  void read_partCutShort_saysBySize() throws IOException {
    LocalDataset dataset = publish(root, numbers(3));
    Path part = dataset.parts().get(0);
    byte[] whole = Files.readAllBytes(part);
    Files.write(part, Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(dataset::read)
        .isInstanceOf(CorruptDatasetException.class)
        .hasMessage(
            "part "
                + part
                + " has "
                + (whole.length - 1)
                + " bytes, not "
                + whole.length
                + ": it is cut short");
  }

  @Test
  void verify_partChanged_namesBothChecksums() throws IOException {
    LocalDataset dataset = publish(root, numbers(1000));
    Path part = dataset.parts().get(0);
    byte[] bytes = Files.readAllBytes(part);
    bytes[bytes.length / 2] ^= 1;
    Files.write(part, bytes);
    assertThatThrownBy(dataset::verify)
        .isInstanceOf(CorruptDatasetException.class)
        .hasMessageStartingWith("part " + part + " has the SHA-256 ")
        .hasMessageEndingWith(
            ", not "
                + dataset.manifest().parts().get(0).sha256()
                + ": it was changed after it was published");
  }

  @Test
  void read_unknownColumn_namesTheOnesThereAre() throws IOException {
    LocalDataset dataset = publish(root, numbers(1));
    assertThatThrownBy(() -> dataset.read(List.of("m")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no column 'm' in dataset " + root + ", which has [n]");
    assertThatThrownBy(() -> dataset.read(List.of("n", "n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column 'n' is asked for twice");
  }

  private static Table numbers(int rows) {
    Table table = Table.allocate(List.of(new Field("n", ValueType.INT64)), rows);
    for (int row = 0; row < rows; row++) {
      table.longs("n").set(row, row);
    }
    return table;
  }

  private static LocalDatasetWriter open(Path root, List<Field> fields) throws IOException {
    return LocalDatasetWriter.open(root, fields, Compression.ZSTD);
  }

  private static LocalDataset publish(Path root, Table... tables) throws IOException {
    try (LocalDatasetWriter writer = open(root, tables[0].fields())) {
      for (Table table : tables) {
        writer.write(table);
      }
      return writer.publish(Map.of("read", 1L), Optional.of("r"), "f");
    }
  }
}
