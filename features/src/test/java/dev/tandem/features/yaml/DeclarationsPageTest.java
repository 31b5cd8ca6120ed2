package dev.tandem.features.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The page that explains declarations shows what can be read, and explains every key. */
class DeclarationsPageTest {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  private final String page = read(REPOSITORY.resolve("docs/declarations.md"));

  @TempDir Path folder;

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException("run in the module's folder of the repository", e);
    }
  }

  @Test
  void page_everyExample_isAProject() throws IOException {
    List<String> read = new ArrayList<>();
    Matcher example = EXAMPLE.matcher(page);
    while (example.find()) {
      Path file = Files.writeString(folder.resolve("tandem.yaml"), example.group(1));
      read.add(ProjectReader.read(file).name());
    }

    assertThat(read)
        .containsExactly(
            "shop", "entities_only", "one_source", "typed_source", "crosses", "ratings");
  }

  @Test
  void page_everyKey_isExplained() {
    List<String> keys = new ArrayList<>(ProjectReader.KEYS);
    List.of(
            EntityReader.KEYS,
            SourceReader.KEYS,
            SourceFieldReader.KEYS,
            ViewReader.KEYS,
            AggregateReader.KEYS,
            ServiceReader.KEYS,
            LabelReader.KEYS,
            TrainingSetReader.KEYS,
            TrainingSetReader.NEGATIVES_KEYS,
            ModelReader.KEYS,
            TaskReader.KEYS)
        .forEach(keys::addAll);
    for (Input.Kind kind : Input.Kind.values()) {
      keys.addAll(kind.settings());
    }

    assertThat(keys).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
  }

  @Test
  void tablesPage_everyExample_isAModelOfATable() throws IOException {
    String tables = read(REPOSITORY.resolve("docs/tables.md"));
    List<String> read = new ArrayList<>();
    Matcher example = EXAMPLE.matcher(tables);
    while (example.find()) {
      Path file = Files.writeString(folder.resolve("model.yaml"), example.group(1));
      read.add(TableModelReader.read(file, "/data/table.csv").name());
    }

    assertThat(read).containsExactly("visits");
    assertThat(TableModelReader.KEYS)
        .allSatisfy(key -> assertThat(tables).contains("`" + key + "`"));
  }

  @Test
  void movielens_declaration_isAModelOfATable() {
    Path declaration = REPOSITORY.resolve("infra/examples/movielens/model.yaml");

    assertThat(TableModelReader.read(declaration, "/data/ratings.tsv").name())
        .isEqualTo("movielens");
  }

  @TestFactory
  Stream<DynamicTest> examples_ofTheRepository_areProjects() throws IOException {
    try (Stream<Path> files = Files.walk(REPOSITORY.resolve("infra/examples"))) {
      return files.filter(file -> file.endsWith("tandem.yaml")).sorted().toList().stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      REPOSITORY.relativize(file).toString(), () -> ProjectReader.read(file)));
    }
  }
}
