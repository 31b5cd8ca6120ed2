package dev.tandem.infra.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.key.EntityKeyCodec;
import dev.tandem.features.redis.RedisEndpoint;
import dev.tandem.features.redis.RedisOnlineStore;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.infra.redis.LocalRedis;
import dev.tandem.pipelines.Backfill;
import dev.tandem.pipelines.BackfillReport;
import dev.tandem.pipelines.Ingest;
import dev.tandem.pipelines.IngestReport;
import dev.tandem.pipelines.Materialize;
import dev.tandem.pipelines.MaterializeReport;
import dev.tandem.pipelines.PipelineSettings;
import dev.tandem.pipelines.RunnerKind;
import dev.tandem.pipelines.materialize.RedisStoreSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runner, order of rows, files and shards change no bit of what the UserBehavior example gives. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunnersParityIT {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2018-01-01T00:00:00Z"));

  @TempDir static Path folder;
  private Project project;
  private BehaviourLog log;
  private Run direct;
  private Run flink;

  /** The datasets of one way to go, and what the runs say of them. */
  private record Run(PipelineSettings settings, IngestReport events, BackfillReport rows) {
    Path trainingSet() {
      return Path.of(rows.dataset());
    }
  }

  @BeforeAll
  void runBoth() throws IOException {
    project = ProjectReader.read(Path.of("..", "examples", "userbehavior", "tandem.yaml"));
    log = BehaviourLog.of(5_000, 11);
    direct = run("direct", RunnerKind.DIRECT, 4, List.of(write("as-it-is.csv", log.lines())));
    flink = run("flink", RunnerKind.FLINK, 4, shuffledFiles());
  }

  private String write(String name, List<String> lines) throws IOException {
    Path file = folder.resolve(name);
    return Files.write(file, lines).toString();
  }

  /** The same rows in another order, in three files of different lengths. */
  private List<String> shuffledFiles() throws IOException {
    List<String> lines = new ArrayList<>(log.lines());
    Collections.shuffle(lines, new Random(3));
    int third = lines.size() / 3;
    return List.of(
        write("b.csv", lines.subList(0, third - 100)),
        write("a.csv", lines.subList(third - 100, third)),
        write("c.csv", lines.subList(third, lines.size())));
  }

  private Run run(String home, RunnerKind runner, int shards, List<String> files) {
    PipelineSettings settings =
        PipelineSettings.of(folder.resolve(home))
            .withRunner(runner)
            .withShards(shards)
            .withClock(CLOCK);
    IngestReport events = Ingest.of(project, "behaviours").withFiles(files).run(settings);
    return new Run(settings, events, Backfill.of(project, "page_views").run(settings));
  }

  @Test
  void ingest_dirtyLog_accountsForEveryRow() {
    for (Run run : List.of(direct, flink)) {
      assertThat(run.events().read()).isEqualTo(log.lines().size());
      assertThat(run.events().used()).isEqualTo(log.distinct());
      assertThat(run.events().duplicate()).isEqualTo(log.copies()).isGreaterThan(100);
      assertThat(run.events().deadLetter()).isEqualTo(log.broken()).isGreaterThan(10);
      assertThat(run.events().late()).isZero();
    }
    assertThat(flink.events().reasons()).isEqualTo(direct.events().reasons());
    assertThat(direct.events().reasons())
        .containsOnlyKeys(
            "not_allowed",
            "before_1970",
            "in_future",
            "column_count",
            "wrong_type",
            "missing_value");
  }

  @Test
  void backfill_shuffledAndSplitOnFlink_givesTheSameBytes() {
    assertThat(flink.rows().rows()).isEqualTo(direct.rows().rows()).isGreaterThan(1_000);
    assertThat(flink.rows().immature()).isEqualTo(direct.rows().immature()).isPositive();
    assertThat(DatasetRows.byIdentity(flink.trainingSet()))
        .isEqualTo(DatasetRows.byIdentity(direct.trainingSet()));
    assertThat(DatasetRows.checksums(flink.trainingSet()))
        .isEqualTo(DatasetRows.checksums(direct.trainingSet()));
  }

  @Test
  void backfill_otherShards_givesTheSameRows() throws IOException {
    Map<String, String> expected = DatasetRows.byIdentity(direct.trainingSet());
    for (int shards : new int[] {1, 13}) {
      Run run = run("shards" + shards, RunnerKind.DIRECT, shards, shuffledFiles());
      assertThat(DatasetRows.byIdentity(run.trainingSet())).isEqualTo(expected);
    }
  }

  @Test
  void materialize_eitherRunner_leavesTheSameBytesInRedis() {
    Map<String, String> fromDirect = online(direct);
    assertThat(fromDirect).hasSizeGreaterThan(500);
    assertThat(online(flink)).isEqualTo(fromDirect);
  }

  /** The state of every entity of every view, as it lies in a Redis of its own. */
  private Map<String, String> online(Run run) {
    try (LocalRedis redis = LocalRedis.start()) {
      RedisEndpoint endpoint = RedisEndpoint.of(redis.host(), redis.port());
      MaterializeReport report =
          Materialize.of(project, "ranking").run(run.settings(), RedisStoreSpec.of(endpoint));
      Map<String, String> states = states(run, endpoint);
      assertThat(report.entities()).isEqualTo(states.size());
      return states;
    }
  }

  private Map<String, String> states(Run run, RedisEndpoint endpoint) {
    Table events;
    try {
      events = DatasetRows.newest(Path.of(run.events().dataset())).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, byte[]> keys = new TreeMap<>();
    for (CompiledView view : CompiledService.compile(project, "ranking").views()) {
      List<Field> fields = view.entity().keys();
      for (int row = 0; row < events.rows(); row++) {
        byte[] key =
            EntityKeyCodec.encode(project.name(), view.declaration().name(), events, fields, row);
        keys.put(HexFormat.of().formatHex(key), key);
      }
    }
    Map<String, String> states = new TreeMap<>();
    try (RedisOnlineStore store = RedisOnlineStore.open(endpoint)) {
      List<byte[]> values = store.read(List.copyOf(keys.values()));
      int next = 0;
      for (String key : keys.keySet()) {
        states.put(key, HexFormat.of().formatHex(values.get(next++)));
      }
    }
    return states;
  }
}
