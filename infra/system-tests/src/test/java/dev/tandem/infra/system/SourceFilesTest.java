package dev.tandem.infra.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {
  private static final int MOST_LINES = 500;

  @Test
  void javaFiles_areShort() {
    assertThat(tooLong(repository())).isEmpty();
  }

  @Test
  void packages_saySomethingOfThemselves() {
    assertThat(unexplained(repository())).isEmpty();
  }

  @Test
  void tooLong_aFileOf501Lines_isFound(@TempDir Path root) throws IOException {
    Files.writeString(root.resolve("Fits.java"), "\n".repeat(MOST_LINES));
    Path tooLong = Files.writeString(root.resolve("TooLong.java"), "\n".repeat(MOST_LINES + 1));

    assertThat(tooLong(root)).containsExactly(tooLong);
  }

  @Test
  void unexplained_aPackageWithoutPackageInfo_isFound(@TempDir Path root) throws IOException {
    Path silent = Files.createDirectories(root.resolve("src/main/java/silent"));
    Files.writeString(silent.resolve("Type.java"), "");

    assertThat(unexplained(root)).containsExactly(silent);
  }

  private static List<Path> tooLong(Path root) {
    return javaFiles(root).stream().filter(file -> lines(file) > MOST_LINES).toList();
  }

  private static List<Path> unexplained(Path root) {
    return javaFiles(root).stream()
        .filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/"))
        .map(Path::getParent)
        .distinct()
        .filter(folder -> Files.notExists(folder.resolve("package-info.java")))
        .toList();
  }

  private static List<Path> javaFiles(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !root.relativize(file).toString().contains("target"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder with the wrapper, above this module's. */
  private static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (Files.notExists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
