package dev.tandem.features.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  private static final List<String> KNOWN = List.of("window", "where", "field", "resolution");

  @Test
  void closest_typingMistake_isFound() {
    assertThat(Suggestion.closest("widnow", KNOWN)).contains("window");
    assertThat(Suggestion.closest("fields", KNOWN)).contains("field");
    assertThat(Suggestion.closest("resoluton", KNOWN)).contains("resolution");
  }

  @Test
  void closest_anotherWord_isNothing() {
    assertThat(Suggestion.closest("aggregate", KNOWN)).isEmpty();
    assertThat(Suggestion.closest("x", List.of())).isEmpty();
  }

  @Test
  void closest_equallyClose_isTheFirst() {
    assertThat(Suggestion.closest("cat", List.of("bat", "car"))).contains("bat");
  }

  @Test
  void question_isReadyToAppend() {
    assertThat(Suggestion.question("wher", KNOWN)).isEqualTo(", did you mean 'where'?");
    assertThat(Suggestion.question("aggregate", KNOWN)).isEmpty();
  }
}
