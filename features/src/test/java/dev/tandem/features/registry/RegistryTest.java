package dev.tandem.features.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.yaml.ProjectReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest {
  private static final Path EXAMPLE = resource("/dev/tandem/features/yaml/userbehavior.yaml");

  @TempDir Path folder;
  private final Project project = ProjectReader.read(EXAMPLE);

  private static Path resource(String name) {
    try {
      return Path.of(RegistryTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The example with one text replaced. */
  private Project example(String text, String replacement) throws IOException {
    String yaml = Files.readString(EXAMPLE);
    assertThat(yaml).contains(text);
    return ProjectReader.read(
        Files.writeString(folder.resolve("tandem.yaml"), yaml.replace(text, replacement)));
  }

  @Test
  void latest_newRegistry_isEmpty() {
    assertThat(Registry.open(folder).latest()).isEmpty();
    assertThat(Registry.open(folder).versions()).isEmpty();
  }

  @Test
  void read_appliedVersion_equalsTheProject() {
    Registry registry = Registry.open(folder);

    RegistryVersion version = registry.apply(project);

    assertThat(version.number()).isEqualTo(1);
    assertThat(registry.latest()).contains(version);
    assertThat(registry.read(version)).isEqualTo(project);
  }

  @Test
  void read_sourceWithEveryKey_equalsTheDeclaredOne() throws IOException {
    Project typed =
        example("path: UserBehavior.csv\n", "path: [one.csv, two.csv]\n    delimiter: \"\\t\"\n");
    Registry registry = Registry.open(folder.resolve("typed"));

    assertThat(registry.read(registry.apply(typed))).isEqualTo(typed);
    assertThat(folder.resolve("typed/versions/0000000001.json"))
        .content()
        .contains("\"path\" : [ \"one.csv\", \"two.csv\" ]", "\"delimiter\" : \"\\t\"");
  }

  @Test
  void read_sourceWithAStart_equalsTheProject() throws IOException {
    Path file = folder.resolve("starts.yaml");
    Files.writeString(
        file,
        """
        project: shop
        sources:
          clicks:
            format: csv
            path: clicks.csv
            fields: {user_id: int64, time: timestamp}
            event_time: time
            event_id: [user_id, time]
            starts: 2026-01-31T00:00:00Z
        """);
    Project project = ProjectReader.read(file);
    assertThat(project.source("clicks").starts()).contains(Instant.parse("2026-01-31T00:00:00Z"));
    Registry registry = Registry.open(folder.resolve("starting"));
    assertThat(registry.read(registry.apply(project))).isEqualTo(project);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{score: {click: 1, purchase: {power: -2, floor: 0.5}}}",
        "{score: {click: 1}, top: 20, explore: {kind: epsilon_greedy, epsilon: 0.05}}",
        "{score: {click: 1}, explore: {kind: thompson, sigma: 0.5, count: stars, salt: home}}"
      })
  void read_modelThatRanks_equalsTheProject(String ranking) throws IOException {
    Path file = folder.resolve("ranks.yaml");
    Files.writeString(
        file,
        """
        project: shop
        entities:
          item: {key: {item_id: string}}
        sources:
          events:
            format: csv
            path: events.csv
            fields: {item_id: string, stars: int64, time: timestamp}
            event_time: time
            event_id: [item_id, time]
        services:
          ranking: {request: {stars: int64}, features: [item_id, stars]}
        labels:
          click: {source: events, on: [item_id], within: 1d}
        training_sets:
          rows: {source: events, service: ranking, labels: [click]}
        models:
          ranker:
            training_set: rows
            tasks:
              click: {kind: binary, label: click}
              purchase: {kind: binary, label: click}
            architecture: shared_bottom
            ranking: %s
        """
            .formatted(ranking));
    Project project = ProjectReader.read(file);
    Registry registry = Registry.open(folder.resolve("ranking"));

    assertThat(project.model("ranker").ranking()).isPresent();
    assertThat(registry.read(registry.apply(project))).isEqualTo(project);
  }

  @Test
  void apply_sameProject_makesNoVersion() {
    Registry registry = Registry.open(folder);

    RegistryVersion first = registry.apply(project);
    RegistryVersion second = registry.apply(ProjectReader.read(EXAMPLE));

    assertThat(second).isEqualTo(first);
    assertThat(registry.versions()).containsExactly(first);
  }

  @Test
  void apply_changedProject_keepsTheOldVersion() throws IOException {
    Registry registry = Registry.open(folder);

    RegistryVersion first = registry.apply(project);
    RegistryVersion second = registry.apply(example("ttl: 30d", "ttl: 60d"));

    assertThat(second.number()).isEqualTo(2);
    assertThat(second.sha256()).isNotEqualTo(first.sha256());
    assertThat(registry.versions()).containsExactly(first, second);
    assertThat(registry.read(first)).isEqualTo(project);
  }

  @Test
  void apply_projectOfAnOlderVersion_makesANewVersionWithItsHash() throws IOException {
    Registry registry = Registry.open(folder);

    RegistryVersion first = registry.apply(project);
    registry.apply(example("ttl: 30d", "ttl: 60d"));
    RegistryVersion third = registry.apply(project);

    assertThat(third).isEqualTo(new RegistryVersion(3, first.sha256()));
  }

  @Test
  void apply_invalidProject_isRefused() {
    Project invalid = project.withOnDemandFeatures(List.of());

    assertThatThrownBy(() -> Registry.open(folder).apply(invalid))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessageContaining("services.ranking.features[hour]: found 'hour'");
    assertThat(Registry.open(folder).latest()).isEmpty();
  }

  @Test
  void apply_manyAtOnce_makesOneVersionEach() throws Exception {
    List<Callable<RegistryVersion>> applications = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      Project changed = example("ttl: 30d", "ttl: " + i + "s");
      applications.add(() -> Registry.open(folder).apply(changed));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<RegistryVersion> applied = new ArrayList<>();
    try {
      for (Future<RegistryVersion> application : threads.invokeAll(applications)) {
        applied.add(application.get());
      }
    } finally {
      threads.shutdownNow();
    }

    Registry registry = Registry.open(folder);
    assertThat(registry.versions()).containsExactlyInAnyOrderElementsOf(applied);
    assertThat(registry.latest().orElseThrow().number()).isEqualTo(8);
    try (Stream<Path> files = Files.list(folder.resolve("versions"))) {
      assertThat(files).hasSize(8);
    }
  }

  @Test
  void apply_example_writesTheKnownBytes() throws IOException {
    Registry.open(folder).apply(project);

    assertThat(folder.resolve("versions/0000000001.json"))
        .hasSameTextualContentAs(resource("userbehavior-format-1.json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"userbehavior", "ratings"})
  void read_filesOfEarlierVersions_areReadForEver(String name) throws IOException {
    Path file = folder.resolve("versions/0000000001.json");
    Files.createDirectories(file.getParent());
    Files.copy(resource(name + "-format-1.json"), file);
    Registry registry = Registry.open(folder);

    Project read = registry.read(registry.latest().orElseThrow());

    assertThat(read)
        .isEqualTo(ProjectReader.read(resource("/dev/tandem/features/yaml/" + name + ".yaml")));
    assertThat(registry.apply(read)).isEqualTo(registry.latest().orElseThrow());
    assertThat(registry.versions()).hasSize(1);
  }

  @Test
  void apply_everyKindOfLabel_writesTheKnownBytes() throws IOException {
    Registry.open(folder)
        .apply(ProjectReader.read(resource("/dev/tandem/features/yaml/ratings.yaml")));

    assertThat(folder.resolve("versions/0000000001.json"))
        .hasSameTextualContentAs(resource("ratings-format-1.json"));
  }

  @Test
  void latest_changedFile_isCorrupt() throws IOException {
    Registry.open(folder).apply(project);
    Path file = folder.resolve("versions/0000000001.json");
    Files.writeString(file, Files.readString(file).replace("\"30d\"", "\"31d\""));

    assertThatThrownBy(() -> Registry.open(folder).latest())
        .isInstanceOf(CorruptRegistryException.class)
        .hasMessageStartingWith(file + ": states sha-256 '");
  }

  @Test
  void latest_truncatedFile_isCorrupt() throws IOException {
    Registry.open(folder).apply(project);
    Path file = folder.resolve("versions/0000000001.json");
    Files.writeString(file, Files.readString(file).substring(0, 500));

    assertThatThrownBy(() -> Registry.open(folder).latest())
        .isInstanceOf(CorruptRegistryException.class)
        .hasMessage(file + ": not JSON");
  }

  @Test
  void read_unknownVersion_saysSo() {
    assertThatThrownBy(() -> Registry.open(folder).read(new RegistryVersion(7, "")))
        .isInstanceOf(CorruptRegistryException.class)
        .hasMessageEndingWith("0000000007.json: there is no such version");
  }
}
