package dev.tandem.infra.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunReportTest {

  @Test
  void shareOfLift_truthKnown_isMeasuredFromChance() {
    assertThat(RunReports.CLICK.shareOfLift()).hasValueCloseTo(0.8, within(1e-12));
  }

  @Test
  void shareOfLift_truthUnknownOrNoLift_isEmpty() {
    assertThat(RunReports.UNKNOWN.shareOfLift()).isEmpty();
    assertThat(
            new RunReport.TaskResult("x", 1, 1, Map.of("auc", 0.6), Map.of("auc", 0.5))
                .shareOfLift())
        .isEmpty();
  }

  @Test
  void json_anyRun_hasTheDocumentedNames() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(RunReportJson.write(RunReports.of(0, RunReports.GATES)));

    assertThat(json.at("/events/read").asLong()).isEqualTo(34);
    assertThat(json.at("/events/expired").asLong()).isEqualTo(1);
    assertThat(json.at("/events/dead_letter").asLong()).isEqualTo(4);
    assertThat(json.at("/sources/events/used").asLong()).isEqualTo(20);
    assertThat(json.at("/training/rows").asLong()).isEqualTo(1000);
    assertThat(json.at("/training/immature").asLong()).isEqualTo(50);
    assertThat(json.at("/tasks/click/auc").asDouble()).isEqualTo(0.7);
    assertThat(json.at("/tasks/click/achievable_auc").asDouble()).isEqualTo(0.75);
    assertThat(json.at("/tasks/click/positives").asInt()).isEqualTo(12);
    assertThat(json.at("/tasks/buy").has("achievable_auc")).isFalse();
    assertThat(json.at("/parity/mismatches").asInt()).isZero();
    assertThat(json.at("/predict/p50_ms").asDouble()).isEqualTo(4.5);
    assertThat(json.at("/predict/candidates").asInt()).isEqualTo(500);
  }

  @Test
  void json_anyRun_saysWhatWasLearnt() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(RunReportJson.write(RunReports.of(0, RunReports.GATES)));

    assertThat(json.at("/architecture").asText()).isEqualTo("mmoe");
    assertThat(json.at("/best_epoch").asInt()).isEqualTo(2);
    assertThat(json.at("/epochs/0/task_losses/0").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/epochs/0/task_losses/1").isNull()).isTrue();
    assertThat(json.at("/epochs/1/validation/click/auc").asDouble()).isCloseTo(0.7, within(1e-9));
    assertThat(json.at("/evaluation/tasks/0/roc/1/1").asDouble()).isEqualTo(1);
    assertThat(json.at("/explanation/importance/0/feature").asText()).isEqualTo("user_ctr");
    assertThat(json.at("/explanation/gates/0/segments/0/means/1").asDouble()).isEqualTo(0.75);
    assertThat(json.at("/explanation/gradient_cosines/0/cosine").asDouble()).isEqualTo(-0.4);
    assertThat(json.at("/explanation/neighbours/0/nearest/0/value").asText()).isEqualTo("umbra");
  }
}
