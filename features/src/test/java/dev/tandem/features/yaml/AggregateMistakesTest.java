package dev.tandem.features.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.features.declaration.InvalidDeclarationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said about wrong aggregates, and that nothing is said about what follows from them. */
class AggregateMistakesTest {

  @Test
  void read_wrongAggregates_reportsEachOnceAndNothingOfTheirInputs() throws IOException {
    Path file = ProjectReaderTest.resource("aggregate-mistakes.yaml");

    InvalidDeclarationException refused =
        catchThrowableOfType(InvalidDeclarationException.class, () -> ProjectReader.read(file));

    List<String> found =
        refused.problems().stream()
            .map(problem -> problem.line() + ": " + problem.field() + ": " + problem.message())
            .toList();
    assertThat(found)
        .containsExactlyElementsOf(
            Files.readAllLines(ProjectReaderTest.resource("aggregate-mistakes.txt")));
  }
}
