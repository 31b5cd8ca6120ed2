package dev.tandem.pipelines.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RecentStringsProperties {
  @Provide
  Arbitrary<List<String>> texts() {
    // So few characters that most texts differ from others in one place alone.
    Arbitrary<String> parts = Arbitraries.strings().withChars("ab\0é").ofMaxLength(3);
    return parts
        .flatMap(
            end ->
                Arbitraries.integers()
                    .between(0, 70)
                    .flatMap(length -> parts.map(start -> start + "a".repeat(length) + end)))
        .list()
        .ofMaxSize(30);
  }

  @Property(tries = 1_000, seed = "7")
  void find_anyText_isThatTextOrNothing(
      @ForAll("texts") List<String> texts, @ForAll("befores") String before) {
    RecentStrings recent = new RecentStrings();
    for (int round = 0; round < 2; round++) {
      for (String text : texts) {
        byte[] bytes = (before + text).getBytes(StandardCharsets.UTF_8);
        String found = recent.find(bytes, before.length(), bytes.length);
        if (found == null) {
          recent.keep(text, bytes, before.length(), bytes.length);
          recent.setCode(text.hashCode());
        } else {
          assertThat(found).isEqualTo(text);
          assertThat(recent.code()).isEqualTo(text.hashCode());
        }
      }
    }
  }

  @Property(tries = 500, seed = "7")
  void find_keptText_isFoundWhereverItStands(
      @ForAll("texts") List<String> texts, @ForAll("befores") String before) {
    RecentStrings recent = new RecentStrings();
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      String unknown = recent.find(bytes, 0, bytes.length);
      if (unknown == null) {
        recent.keep(text, bytes, 0, bytes.length);
      }
      byte[] later = (before + text).getBytes(StandardCharsets.UTF_8);

      String found = recent.find(later, before.length(), later.length);

      assertThat(found).isEqualTo(bytes.length > 64 ? null : text);
    }
  }

  @Provide
  Arbitrary<String> befores() {
    return Arbitraries.of("", ",", "1234567,", "123456789012345678,");
  }
}
