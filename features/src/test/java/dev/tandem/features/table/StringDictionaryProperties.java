package dev.tandem.features.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The oracle is a list that is searched from its beginning. */
class StringDictionaryProperties {
  @Provide
  Arbitrary<List<String>> texts() {
    // "Aa" and "BB" have one hash code, and so have all words that are made of them.
    Arbitrary<String> alike =
        Arbitraries.of("Aa", "BB").list().ofSize(8).map(parts -> String.join("", parts));
    Arbitrary<String> numbers = Arbitraries.integers().between(0, 300).map(String::valueOf);
    return Arbitraries.oneOf(alike, numbers, Arbitraries.of("", "é", "日本")).list().ofMaxSize(400);
  }

  @Property(tries = 300, seed = "7")
  void code_anyTexts_numbersThemInOrderOfTheirFirst(@ForAll("texts") List<String> texts) {
    StringDictionary dictionary = new StringDictionary();
    for (int round = 0; round < 2; round++) {
      List<String> expected = new ArrayList<>();
      for (String text : texts) {
        if (!expected.contains(text)) {
          expected.add(text);
        }

        int code = dictionary.code(String.valueOf(text.toCharArray()));

        assertThat(code).isEqualTo(expected.indexOf(text));
        assertThat(dictionary.value(code)).isEqualTo(text);
      }
      assertThat(dictionary.size()).isEqualTo(expected.size());
      assertThat(dictionary.values()).isEqualTo(expected);
      dictionary.clear();
    }
  }

  /** Without a bound on the places that are tried, these would be compared pair by pair. */
  @Example
  void code_manyTextsOfOneHashCode_areNumberedAsOthers() {
    int digits = 17;
    StringDictionary dictionary = new StringDictionary();
    for (int round = 0; round < 2; round++) {
      for (int number = 0; number < 1 << digits; number++) {
        StringBuilder text = new StringBuilder();
        for (int digit = 0; digit < digits; digit++) {
          text.append((number >> digit & 1) == 0 ? "Aa" : "BB");
        }
        assertThat(dictionary.code(text.toString())).isEqualTo(number);
      }
    }
    assertThat(dictionary.size()).isEqualTo(1 << digits);
  }
}
