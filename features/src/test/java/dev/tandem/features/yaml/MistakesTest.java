package dev.tandem.features.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.features.declaration.InvalidDeclarationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reader says about files that cannot be used. */
class MistakesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"mistakes", "mistakes-labels", "mistakes-ranking"})
  void read_manyMistakes_reportsAllOfThemInOrder(String name) throws IOException {
    Path file = ProjectReaderTest.resource(name + ".yaml");

    List<String> found = problems(file).stream().map(p -> shortened(file, p)).toList();

    List<String> expected = Files.readAllLines(ProjectReaderTest.resource(name + ".txt"));
    assertThat(found).containsExactlyElementsOf(expected);
  }

  @Test
  void read_missingFile_saysSo() {
    Path file = folder.resolve("tandem.yaml");

    assertThat(problems(file)).containsExactly(file + ": file: there is no such file");
  }

  @Test
  void read_directory_saysSo() {
    assertThat(problems(folder))
        .containsExactly(folder + ": file: a directory, allowed: a YAML file");
  }

  @Test
  void read_emptyFile_saysSo() throws IOException {
    Path file = write("# nothing yet\n");

    assertThat(problems(file)).containsExactly(file + ":1: file: empty, allowed: a project");
  }

  @Test
  void read_list_saysWhatIsAllowed() throws IOException {
    assertThat(problems(write("- project\n")))
        .singleElement()
        .asString()
        .endsWith(":1: file: found a list, allowed: a mapping with: project");
  }

  @Test
  void read_startThatIsNoInstantOrTooEarly_saysWhatIsAllowed() throws IOException {
    String source =
        """
        project: shop
        sources:
          clicks:
            format: csv
            path: clicks.csv
            fields: {user_id: int64, time: timestamp}
            event_time: time
            event_id: [user_id, time]
            starts: %s
        """;
    assertThat(problems(write(source.formatted("yesterday"))))
        .singleElement()
        .asString()
        .endsWith(
            ":9: sources.clicks.starts: found 'yesterday',"
                + " allowed: an instant such as 2026-01-31T00:00:00Z");
    assertThat(problems(write(source.formatted("1969-01-01T00:00:00Z"))))
        .singleElement()
        .asString()
        .endsWith(
            ":9: sources.clicks.starts: found '1969-01-01T00:00:00Z',"
                + " allowed: 1970-01-01T00:00:00Z or later");
  }

  @Test
  void read_twoDocuments_areRefused() throws IOException {
    assertThat(problems(write("project: a\n---\nproject: b\n")))
        .singleElement()
        .asString()
        .contains("tandem.yaml:2: file: not YAML: but found another document");
  }

  @Test
  void read_syntaxError_reportsItsLine() throws IOException {
    Path file = write("project: shop\nentities: {user: {key: {user_id: int64}\nsources: {}\n");

    assertThat(problems(file)).singleElement().asString().startsWith(file + ":3: file: not YAML: ");
  }

  @Test
  void read_wrongIndentation_asksForIt() throws IOException {
    assertThat(problems(write("views:\n  taste:\n   entity: user\n    source: ratings\n")))
        .singleElement()
        .asString()
        .contains(":4: file: not YAML: ")
        .endsWith("; is this line, or the one before, indented otherwise than its neighbours?");
  }

  @Test
  void read_bracketInPlainExpression_asksForQuotes() throws IOException {
    assertThat(problems(write("labels:\n  liked: {where: rating in [4, 5], within: 1d}\n")))
        .singleElement()
        .asString()
        .contains(":2: file: not YAML: ")
        .endsWith("an expression with a comma, a bracket or ': ' needs double quotes");
  }

  @Test
  void read_notUtf8_saysSo() throws IOException {
    Path file = folder.resolve("tandem.yaml");
    Files.write(file, "project: \u00fc".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(problems(file)).containsExactly(file + ": file: not UTF-8 text");
  }

  @Test
  void read_deepNesting_isRefused() throws IOException {
    Path file = write("project: " + String.join("", Collections.nCopies(200_000, "[")));

    assertThat(problems(file)).containsExactly(file + ":1: file: nested more than 32 deep");
  }

  @Test
  void read_largeFile_isRefused() throws IOException {
    Path file = write("#".repeat(5 << 20));

    assertThat(problems(file)).containsExactly(file + ": file: larger than 4194304 bytes");
  }

  @Test
  void read_selfContainingValue_isRefusedLikeAnyOther() throws IOException {
    assertThat(problems(write("project: shop\nviews: &all {again: *all}\n")))
        .isNotEmpty()
        .allMatch(problem -> problem.contains(":2: views.again"));
  }

  @Test
  void read_tagOfAClass_makesNoObject() throws IOException {
    assertThat(problems(write("project: !!javax.script.ScriptEngineManager [a]\n")))
        .singleElement()
        .asString()
        .endsWith("project: found a list, allowed: the project's name");
  }

  @Test
  void read_mistakesWithVectorsAndColumns_areReported() throws IOException {
    String file =
        """
        project: shop
        sources:
          events:
            format: csv
            path: events.csv
            fields:
              item_id: int64
              image: float64_list
              title: {type: float64_list, dimension: 0}
              text: {type: float64_list, dimension: many}
              price: {type: float64, dimension: 3}
              cost: {type: float64, column: price}
              id: {type: int64_list, column: ""}
              time: timestamp
            event_time: time
            event_id: [item_id, title]
        labels:
          near: {source: events, on: [title], within: 1d}
        """;

    assertThat(problems(write(file)).stream().map(p -> p.replaceFirst("^.*tandem.yaml", "")))
        .containsExactly(
            ":8: sources.events.fields.image.dimension: missing, allowed: how many numbers each"
                + " vector has, from 1 to 65536",
            ":9: sources.events.fields.title.dimension: found '0', allowed: a whole number from 1"
                + " to 65536",
            ":10: sources.events.fields.text.dimension: found 'many', allowed: a whole number",
            ":11: sources.events.fields.price.dimension: only a float64_list field has a"
                + " dimension",
            ":12: sources.events.fields.cost.column: 'price' is the column of 'price' already",
            ":13: sources.events.fields.id.column: found nothing, allowed: the name of a column",
            ":13: sources.events.fields.id.type: found 'int64_list', allowed: int64, float64,"
                + " string, bool, timestamp, float64_list",
            ":16: sources.events.event_id[title]: 'title' is float64_list, allowed: a scalar",
            ":18: labels.near.on[title]: 'title' is float64_list, allowed: a scalar");
  }

  @Test
  void read_mistakesWithFormats_areReported() throws IOException {
    String file =
        """
        project: shop
        sources:
          a:
            format: parqet
            path: a
            fields: {id: int64, time: timestamp}
            event_time: time
            event_id: [id]
          b:
            format: parquet
            path: [a, "", a]
            header: false
            delimiter: "\t"
            fields: {id: int64, time: timestamp}
            event_time: time
            event_id: [id]
          c:
            format: csv
            path: []
            delimiter: "::"
            fields: {id: int64, time: timestamp}
            event_time: time
            event_id: [id]
          d:
            format: csv
            path: d
            delimiter: "-"
            fields: {id: int64, time: timestamp}
            event_time: time
            event_id: [id]
        """;

    assertThat(problems(write(file)).stream().map(p -> p.replaceFirst("^.*tandem.yaml", "")))
        .containsExactly(
            ":4: sources.a.format: found 'parqet', allowed: csv, parquet, arrow, did you mean"
                + " 'parquet'?",
            ":11: sources.b.path[1]: found nothing, allowed: a file, directory or glob",
            ":11: sources.b.path[a]: listed twice",
            ":12: sources.b.header: only a csv source has a header",
            ":13: sources.b.delimiter: only a csv source has a delimiter",
            ":19: sources.c.path: empty, allowed: a file, directory or glob",
            ":20: sources.c.delimiter: found '::', allowed: one character",
            ":27: sources.d.delimiter: found '-', allowed: one character such as ',', ';', '|' or"
                + " \"\\t\", which is a tab");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("tandem.yaml"), text);
  }

  /** Without the folder, and without what only the expression language has to answer for. */
  private static String shortened(Path file, String problem) {
    return problem
        .replace(file.getParent() + file.getFileSystem().getSeparator(), "")
        .replaceAll("(': column \\d+: ).*", "$1…");
  }

  private static List<String> problems(Path file) {
    return catchThrowableOfType(InvalidDeclarationException.class, () -> ProjectReader.read(file))
        .problems()
        .stream()
        .map(Object::toString)
        .toList();
  }
}
