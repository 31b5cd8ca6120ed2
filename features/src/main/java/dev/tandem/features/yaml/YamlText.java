package dev.tandem.features.yaml;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The text of one YAML file, read within bounds: a file that is too large or nested too deeply is
 * refused before anything is built from it, and nothing but lists, mappings and texts ever is.
 */
final class YamlText {
  private static final int LARGEST_FILE_BYTES = 4 << 20;
  private static final int DEEPEST_NESTING = 32;
  private static final int MOST_ALIASES = 100;

  private final String file;
  private final String text;

  private YamlText(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * Reads a file.
   *
   * @throws InvalidDeclarationException if there is none, or it is too large or not UTF-8
   */
  static YamlText read(Path path) {
    String file = path.toString();
    try {
      if (Files.isDirectory(path)) {
        throw refused(file, 0, "a directory, allowed: a YAML file", null);
      }
      if (Files.size(path) > LARGEST_FILE_BYTES) {
        throw refused(file, 0, "larger than " + LARGEST_FILE_BYTES + " bytes", null);
      }
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
      return new YamlText(file, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (NoSuchFileException e) {
      throw refused(file, 0, "there is no such file", e);
    } catch (CharacterCodingException e) {
      throw refused(file, 0, "not UTF-8 text", e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  /**
   * The root of the file's only document.
   *
   * @throws InvalidDeclarationException if the text is no YAML, or nested too deeply
   */
  Node compose() {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setCodePointLimit(LARGEST_FILE_BYTES)
            .setMaxAliasesForCollections(MOST_ALIASES)
            .build();
    try {
      requireShallow(settings);
      return new Compose(settings)
          .composeString(text)
          .orElseThrow(() -> refused(file, 1, "empty, allowed: a project", null));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().or(e::getContextMark).map(m -> m.getLine() + 1).orElse(1);
      String context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
      throw refused(file, line, "not YAML: " + e.getProblem() + context + hint(e), e);
    } catch (YamlEngineException e) {
      throw refused(file, 1, "not YAML: " + e.getMessage(), e);
    }
  }

  /** What most often is behind a message that only tells how YAML is read. */
  private static String hint(MarkedYamlEngineException e) {
    String problem = String.valueOf(e.getProblem());
    if (problem.startsWith("mapping values") || problem.contains("<block end>")) {
      return "; is this line, or the one before, indented otherwise than its neighbours?";
    }
    return problem.startsWith("expected ',' or '}'")
        ? "; inside {…} an expression with a comma, a bracket or ': ' needs double quotes"
        : "";
  }

  private void requireShallow(LoadSettings settings) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      if (depth > DEEPEST_NESTING) {
        int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        throw refused(file, line, "nested more than " + DEEPEST_NESTING + " deep", null);
      }
    }
  }

  private static InvalidDeclarationException refused(
      String file, int line, String message, Throwable cause) {
    return new InvalidDeclarationException(
        List.of(new Problem(Optional.of(file), line, "file", message)), cause);
  }
}
