package dev.tandem.infra.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunReportTest {
  private static final RunReport.TaskResult CLICK =
      new RunReport.TaskResult(
          "click", 100, 12, Map.of("auc", 0.7, "log_loss", 0.3), Map.of("auc", 0.75));
  private static final RunReport.TaskResult UNKNOWN =
      new RunReport.TaskResult("buy", 100, 3, Map.of("auc", 0.7), Map.of());

  @Test
  void shareOfLift_truthKnown_isMeasuredFromChance() {
    assertThat(CLICK.shareOfLift()).hasValueCloseTo(0.8, within(1e-12));
  }

  @Test
  void shareOfLift_truthUnknownOrNoLift_isEmpty() {
    assertThat(UNKNOWN.shareOfLift()).isEmpty();
    assertThat(
            new RunReport.TaskResult("x", 1, 1, Map.of("auc", 0.6), Map.of("auc", 0.5))
                .shareOfLift())
        .isEmpty();
  }

  @Test
  void json_anyRun_hasTheDocumentedNames() throws IOException {
    JsonNode json = new ObjectMapper().readTree(ReportJson.write(report(0)));

    assertThat(json.at("/events/read").asLong()).isEqualTo(34);
    assertThat(json.at("/events/expired").asLong()).isEqualTo(1);
    assertThat(json.at("/events/dead_letter").asLong()).isEqualTo(4);
    assertThat(json.at("/sources/events/used").asLong()).isEqualTo(20);
    assertThat(json.at("/training/rows").asLong()).isEqualTo(1000);
    assertThat(json.at("/tasks/click/auc").asDouble()).isEqualTo(0.7);
    assertThat(json.at("/tasks/click/achievable_auc").asDouble()).isEqualTo(0.75);
    assertThat(json.at("/tasks/click/positives").asInt()).isEqualTo(12);
    assertThat(json.at("/tasks/buy").has("achievable_auc")).isFalse();
    assertThat(json.at("/parity/mismatches").asInt()).isZero();
    assertThat(json.at("/predict/p50_ms").asDouble()).isEqualTo(4.5);
    assertThat(json.at("/predict/candidates").asInt()).isEqualTo(500);
  }

  @Test
  void page_parity_saysWhetherItHolds() {
    assertThat(page(report(0))).contains("Trained and served on the same numbers.");
    assertThat(page(report(2))).contains("2 values differ.").contains("<li>a &lt; b</li>");
  }

  @Test
  void page_anyRun_needsNoNetwork() {
    assertThat(page(report(0))).doesNotContain("http://").doesNotContain("https://");
  }

  private static String page(RunReport report) {
    return new String(ReportPage.write(report), StandardCharsets.UTF_8);
  }

  private static RunReport report(long mismatches) {
    return new RunReport(
        "shop",
        "ranker",
        List.of(
            new RunReport.SourceRows("events", 31, 20, 3, 3, 1, 4),
            new RunReport.SourceRows("items", 3, 3, 0, 0, 0, 0)),
        new RunReport.TrainingRows(1000, 50, 800, 100, 100, 7, 12.5),
        List.of(CLICK, UNKNOWN),
        Optional.of(new RunReport.Parity(1200, 44, mismatches, List.of("a < b"))),
        Optional.of(new RunReport.Predict(500, 100, 4.5, 9.25)),
        61.2);
  }
}
