package dev.tandem.infra.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.redis.RedisEndpoint;
import dev.tandem.features.redis.RedisOnlineStore;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.FeatureStatus;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.infra.parity.Answers;
import dev.tandem.infra.parity.Comparison;
import dev.tandem.infra.parity.ServedAnswers;
import dev.tandem.infra.redis.LocalRedis;
import dev.tandem.infra.system.PageValue.Kind;
import dev.tandem.pipelines.Backfill;
import dev.tandem.pipelines.PipelineSettings;
import dev.tandem.serving.fetch.FeatureClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/features.md} says of its features, labels and rates is what comes out. */
class FeaturesPageIT {
  private static final String REDIS = "127.0.0.1:6379";
  private static final List<String> PATHS = List.of("tandem.yaml", "runs/features", "views.csv");

  @TempDir static Path folder;
  private static FeaturesPage page;
  private static Project project;
  private static LocalRedis redis;
  private static Table rows;

  @BeforeAll
  static void run() throws IOException {
    page = FeaturesPage.read();
    project = ProjectReader.read(page.write(folder));
    redis = LocalRedis.start();
    for (List<String> command : page.commands()) {
      TandemCall call =
          TandemCall.of(command.stream().map(FeaturesPageIT::here).toArray(String[]::new));
      assertThat(call.code()).as("%s: %s", command, call.err()).isZero();
    }
    rows = pageRows(trainingSet("views"));
  }

  /** A word of a command, with the test's own folder and store in the place of the page's. */
  private static String here(String word) {
    if (word.equals(REDIS)) {
      return endpoint().toString().replace("redis://", "");
    }
    return PATHS.contains(word) ? folder.resolve(word).toString() : word;
  }

  private static RedisEndpoint endpoint() {
    return RedisEndpoint.of(redis.host(), redis.port());
  }

  private static Path home() {
    return folder.resolve("runs/features");
  }

  private static Table trainingSet(String name) throws IOException {
    return DatasetRows.newest(home().resolve("training_sets").resolve(name)).read();
  }

  private static Table pageRows(Table table) {
    return table.select(
        page.rows().stream().mapToInt(row -> find(table, row).orElseThrow()).toArray());
  }

  private static OptionalInt find(Table table, FeaturesPage.Row row) {
    return IntStream.range(0, table.rows())
        .filter(r -> table.longs("user_id").value(r) == row.user())
        .filter(r -> table.longs("item_id").value(r) == row.item())
        .filter(r -> table.longs(EventColumns.TIME).value(r) == row.time().toEpochMilli())
        .findAny();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Test
  void features_inTrainingSetAndOnline_areThoseOfThePage() {
    try (RedisOnlineStore store = RedisOnlineStore.open(endpoint())) {
      FeatureClient client = FeatureClient.of(project, "ranking", store);
      Table spine = rows.project(List.of(EventColumns.TIME, "user_id", "item_id", "position"));
      Answers served = ServedAnswers.read("served", client, spine);
      Answers trainedOn = Answers.offline("trained_on", client.features(), rows);

      assertThat(Comparison.of(spine, client.entityKeys(), List.of(served, trainedOn)).examples())
          .isEmpty();
      assertThat(values(Kind.FEATURE).map(value -> found(value, served)))
          .containsExactlyElementsOf(values(Kind.FEATURE).toList());
    }
  }

  private static PageValue found(PageValue value, Answers answers) {
    Optional<FeatureStatus> status =
        value.status().flatMap(any -> answers.status(value.column(), number(value)));
    return value.found(text(answers.values(value.column()), number(value)), status);
  }

  private static Stream<PageValue> values(Kind kind) {
    return page.values().stream().filter(value -> value.kind() == kind);
  }

  private static int number(PageValue value) {
    return page.rows().stream().map(FeaturesPage.Row::letter).toList().indexOf(value.row());
  }

  private static String text(Column column, int row) {
    if (column.isNull(row)) {
      return "null";
    }
    return switch (column.type()) {
      case INT64 -> Long.toString(((LongColumn) column).value(row));
      case BOOL -> Boolean.toString(((LongColumn) column).value(row) == 1);
      case TIMESTAMP -> Instant.ofEpochMilli(((LongColumn) column).value(row)).toString();
      // Reads back to the same bits.
      case FLOAT64 -> Double.toString(((DoubleColumn) column).value(row));
      case STRING -> ((StringColumn) column).value(row);
      case INT64_LIST, FLOAT64_LIST, STRING_LIST -> elements((ListColumn) column, row).toString();
    };
  }

  private static List<String> elements(ListColumn list, int row) {
    return IntStream.range(list.start(row), list.start(row) + list.length(row))
        .mapToObj(element -> text(list.elements(), element))
        .toList();
  }

  @Test
  void labels_areThoseOfThePage() {
    assertThat(
            values(Kind.LABEL)
                .map(v -> v.found(text(rows.column(v.column()), number(v)), v.status())))
        .containsExactlyElementsOf(values(Kind.LABEL).toList());
  }

  @Test
  void rates_areThoseOfThePage() throws IOException {
    String name = "sampled_views";
    Backfill.of(project, name).run(PipelineSettings.of(home()));
    Table sampled = trainingSet(name);

    assertThat(values(Kind.RATE).map(value -> value.found(rate(sampled, value), value.status())))
        .containsExactlyElementsOf(values(Kind.RATE).toList());
  }

  private static String rate(Table sampled, PageValue value) {
    OptionalInt row = find(sampled, page.rows().get(number(value)));
    return row.isPresent() ? text(sampled.column("__rate"), row.getAsInt()) : "left out";
  }

  @Test
  void rowsOfTheLog_thatCannotBeKnownYet_areLeftOut() throws IOException {
    assertThat(trainingSet("views").rows()).isEqualTo(9);
    assertThat(Files.readAllLines(folder.resolve("views.csv"))).hasSize(1 + 9);
  }
}
