package dev.tandem.infra.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.infra.compare.ComparedArchitecture.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTextTest {
  private static final ComparedArchitecture TRAINED =
      ComparedArchitecture.of(
          "shared_bottom",
          List.of(
              new Outcome(7, Map.of("liked", Map.of("auc", 0.7, "log_loss", 0.6))),
              new Outcome(8, Map.of("liked", Map.of("auc", 0.8, "log_loss", 0.5)))),
          1.25);
  private static final ComparedArchitecture REFUSED =
      ComparedArchitecture.refused("esmm", "needs a chain");

  @Test
  void lines_comparison_areAMarkdownTable() {
    assertThat(new ComparisonText(List.of(TRAINED, REFUSED)).lines())
        .containsExactly(
            "| architecture | liked auc | liked log_loss | s per seed |",
            "|---|---|---|---|",
            "| `shared_bottom` | 0.7500 ± 0.0707 | 0.5500 ± 0.0707 | 1.3 |",
            "| `esmm` | refused: needs a chain | | |");
  }

  @Test
  void lines_everyArchitectureRefused_haveNoMetrics() {
    assertThat(new ComparisonText(List.of(REFUSED)).lines())
        .last()
        .isEqualTo("| `esmm` | refused: needs a chain |");
  }

  @Test
  void json_comparison_hasEveryValue() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(new ComparisonText(List.of(TRAINED, REFUSED)).json());

    JsonNode auc = json.at("/architectures/shared_bottom/tasks/liked/auc");
    assertThat(auc.path("mean").asDouble()).isEqualTo(0.75);
    assertThat(auc.path("values")).hasSize(2);
    assertThat(json.at("/architectures/esmm/refused").asText()).isEqualTo("needs a chain");
  }
}
