package dev.tandem.pipelines.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The oracle takes the text apart with {@link String#split}; it knows no quotes. */
class RecordSplitterProperties {
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "a", "1234", "123456789", "é", "日本", ",", ",", ";", "\n", "\n", "\r", "\r\n")
        .list()
        .ofMaxSize(80)
        .map(parts -> String.join("", parts));
  }

  /** Quotes stand behind a letter, where they open nothing. */
  @Provide
  Arbitrary<String> textsWithQuotesInside() {
    return texts().map(text -> text.replace("a", "a\""));
  }

  @Property(tries = 2_000, seed = "7")
  void next_noQuotes_cutsLinesAtSeparators(
      @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 50) int bytesAtOnce)
      throws IOException {
    assertThat(records(text, bytesAtOnce)).isEqualTo(expected(text));
  }

  @Property(tries = 1_000, seed = "7")
  void next_quotesInsideValues_cutsLinesAtSeparators(
      @ForAll("textsWithQuotesInside") String text,
      @ForAll @IntRange(min = 1, max = 50) int bytesAtOnce)
      throws IOException {
    assertThat(records(text, bytesAtOnce)).isEqualTo(expected(text));
  }

  private static List<List<String>> records(String text, int bytesAtOnce) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    RecordSplitter splitter = new RecordSplitter(Dripping.of(bytes, bytesAtOnce), 1, ',');
    List<List<String>> records = new ArrayList<>();
    while (splitter.next()) {
      assertThat(splitter.rejection()).isNull();
      assertThat(splitter.quoted()).isFalse();
      List<String> record = new ArrayList<>(List.of(String.valueOf(splitter.line())));
      int from = splitter.start();
      for (int column = 0; column < splitter.columns(); column++) {
        int to = splitter.columnEnds()[column];
        record.add(new String(splitter.buffer(), from, to - from, StandardCharsets.UTF_8));
        from = to + 1;
      }
      assertThat(from - 1).isEqualTo(splitter.end());
      records.add(record);
    }
    return records;
  }

  private static List<List<String>> expected(String text) {
    List<List<String>> records = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    for (int line = 0; line < lines.length; line++) {
      String row =
          lines[line].endsWith("\r")
              ? lines[line].substring(0, lines[line].length() - 1)
              : lines[line];
      if (!row.isEmpty()) {
        List<String> record = new ArrayList<>(List.of(String.valueOf(line + 1)));
        record.addAll(Arrays.asList(row.split(",", -1)));
        records.add(record);
      }
    }
    return records;
  }
}
