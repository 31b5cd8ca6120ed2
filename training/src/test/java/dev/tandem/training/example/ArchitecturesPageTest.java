package dev.tandem.training.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.tandem.training.TrainingModule;
import dev.tandem.training.architecture.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that says how to add an architecture shows the code that is tested here. */
class ArchitecturesPageTest {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final Path SOURCES = Path.of("src/test/java/dev/tandem/training/example");
  private static final Pattern CODE = Pattern.compile("```java\n(package .*?)```", Pattern.DOTALL);

  @Test
  void page_showsTheTestedClasses() throws IOException {
    String page = Files.readString(REPOSITORY.resolve("docs/architectures.md"));
    List<String> shown = new ArrayList<>();
    for (Matcher code = CODE.matcher(page); code.find(); ) {
      shown.add(code.group(1));
    }
    assertThat(shown)
        .containsExactly(
            Files.readString(SOURCES.resolve("WideAndDeep.java")),
            Files.readString(SOURCES.resolve("WideAndDeepTest.java")),
            Files.readString(SOURCES.resolve("WideAndDeepExtension.java")));
  }

  @Test
  void extension_bindsTheArchitecture() {
    assertThat(
            Guice.createInjector(new TrainingModule(), new WideAndDeepExtension())
                .getInstance(Key.get(new TypeLiteral<Map<String, Architecture>>() {})))
        .containsKeys("wide_and_deep", "mmoe");
  }

  @Test
  void trainingPage_namesEveryArchitecture() throws IOException {
    String page = Files.readString(REPOSITORY.resolve("docs/training.md"));
    assertThat(
            Guice.createInjector(new TrainingModule())
                .getInstance(Key.get(new TypeLiteral<Map<String, Architecture>>() {}))
                .keySet())
        .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
  }
}
