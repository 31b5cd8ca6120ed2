package dev.tandem.pipelines.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.declaration.SourceField.TimeUnit;
import dev.tandem.features.type.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The oracle looks at one byte after the other. */
class CsvSurveyProperties {
  private static final Source SOURCE =
      new Source(
          "events",
          Source.Format.CSV,
          "events.csv",
          false,
          List.of(
              new SourceField(
                  "at",
                  ValueType.TIMESTAMP,
                  false,
                  Optional.of(TimeUnit.SECONDS),
                  List.of(),
                  Optional.empty())),
          "at",
          List.of("at"),
          Optional.empty(),
          Optional.empty(),
          1.0);

  /** Says how the file is stored; its text comes from a stream of its own. */
  private static Path plain;

  @BeforeContainer
  static void create() throws IOException {
    plain = Files.createTempFile("survey", ".csv");
  }

  @AfterContainer
  static void delete() throws IOException {
    Files.delete(plain);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> words = Arbitraries.of("a", "12345", "é", "\n", "\n", "\r", "\r\n", ",", "");
    Arbitrary<String> quotes = Arbitraries.of("\"", "\"\n\"");
    return Arbitraries.frequencyOf(Tuple.of(40, words), Tuple.of(1, quotes))
        .list()
        .ofMaxSize(60)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 2_000, seed = "7")
  void survey_anyText_isWhatOneLookAtEveryByteFinds(
      @ForAll("texts") String text,
      @ForAll @IntRange(min = 1, max = 40) int sliceBytes,
      @ForAll @IntRange(min = 1, max = 40) int bytesAtOnce)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    FileContents contents =
        new CsvSurvey(SOURCE, sliceBytes)
            .survey(plain.toString(), 0, Dripping.of(bytes, bytesAtOnce));

    assertThat(contents.lines())
        .isEqualTo(Stream.of(text.split("\n")).filter(l -> !l.replace("\r", "").isEmpty()).count());
    assertThat(contents.slices()).isEqualTo(slices(bytes, text.contains("\""), sliceBytes));
  }

  private static List<FileSlice> slices(byte[] bytes, boolean quotes, int sliceBytes) {
    List<FileSlice> slices = new ArrayList<>();
    int start = 0;
    long firstLine = 1;
    long line = 1;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        line++;
        if (i + 1 - start >= sliceBytes && !quotes) {
          slices.add(slice(slices.size(), start, i + 1, firstLine));
          start = i + 1;
          firstLine = line;
        }
      }
    }
    slices.add(slice(slices.size(), start, bytes.length, firstLine));
    return slices;
  }

  private static FileSlice slice(int index, long start, long end, long firstLine) {
    return new FileSlice(
        plain.toString(),
        index,
        start,
        end,
        firstLine,
        FileColumns.declared(SOURCE),
        Encoding.PLAIN);
  }
}
