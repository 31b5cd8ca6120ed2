package dev.tandem.infra.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.training.explain.GateShares;
import dev.tandem.training.metric.RocCurve;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RunPageTest {
  private static final Pattern OPTIONS =
      Pattern.compile("<script type=\"application/json\">(.*?)</script>", Pattern.DOTALL);
  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>'\"&\u2028";

  private static String page(RunReport report) {
    return withoutScripts(new RunPage(report).page().toHtml());
  }

  /** The page without the two scripts that are the same in all. */
  private static String withoutScripts(byte[] html) {
    return new String(html, StandardCharsets.UTF_8).replaceAll("(?s)<script>.*?</script>", "");
  }

  private static String page() {
    return page(RunReports.of(0, RunReports.GATES));
  }

  @Test
  void page_parity_saysWhetherItHolds() {
    assertThat(page()).contains("Trained and served on the same numbers.");
    assertThat(page(RunReports.of(2, List.of())))
        .contains("2 values differ.")
        .contains("<li>a &lt; b</li>");
  }

  @Test
  void page_anyRun_asksForNothingElse() {
    assertThat(page())
        .contains("content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-")
        .doesNotContain("<link")
        .doesNotContain("@import")
        .doesNotContain("url(")
        .doesNotContainPattern("(src|href)=\"(?!#)");
  }

  @Test
  void page_anyRun_hasEveryPart() {
    assertThat(page())
        .contains(">In short</h2>")
        .contains(">Learning curves</h2>")
        .contains(">Ranking (ROC)</h2>")
        .contains(">Calibration</h2>")
        .contains(">What each task listens to</h2>")
        .contains(">Gates</h2>")
        .contains(">Do the tasks agree</h2>")
        .contains(">What the model finds alike</h2>")
        .contains(">Rows</h2>")
        .contains(">Serving</h2>");
  }

  @Test
  void page_anyRun_saysFirstWhatStandsOut() {
    assertThat(page())
        .contains("click: the predictions add up to 1.31 times what came true")
        .contains("<li>The last epoch was the best: more epochs may help.</li>")
        .contains(
            "<li>click and buy are in conflict at the weights they share (cosine -0.40).</li>")
        .contains("<li>gate.click gives 95.0 % of its weight to expert.0")
        .contains("<li>click listens most to user_ctr.</li>");
  }

  @Test
  void page_modelWithoutGates_saysWhyThereAreNone() {
    assertThat(page(RunReports.of(0, List.of())))
        .contains("The architecture mmoe has no gates")
        .doesNotContain("expert.0");
  }

  @Test
  void page_gates_standInTheColourOfTheirWeight() {
    assertThat(page())
        .contains("style=\"background:rgba(47, 111, 219, 0.600)\">0.95</td>")
        .contains("<th scope=\"row\">country: de</th>");
  }

  @Test
  void page_gatesOfLevels_standLevelByLevelWithoutItsName() {
    GateShares.Share half = new GateShares.Share(100, List.of(0.5, 0.5), List.of(0.1, 0.1));
    List<GateShares> gates =
        List.of(
            new GateShares(
                "level.0.gate.click", List.of("level.0.expert.0", "own"), half, List.of()),
            new GateShares(
                "level.1.gate.click", List.of("level.1.expert.0", "own"), half, List.of()));
    assertThat(page(RunReports.of(0, gates)))
        .contains("<caption>All rows, level.0</caption>")
        .contains("<caption>All rows, level.1</caption>")
        .contains("<th scope=\"row\">gate.click</th>")
        .contains("<th scope=\"col\">expert.0</th>");
  }

  @Test
  void page_everyChart_hasItsNumbersAsATable() {
    String page = page();
    int charts = 0;
    Matcher figure = Pattern.compile("<figure.*?</figure>", Pattern.DOTALL).matcher(page);
    while (figure.find()) {
      assertThat(figure.group()).contains("<summary>Numbers</summary>").contains("<tbody>\n<tr>");
      charts++;
    }
    assertThat(charts).isEqualTo(3 + 1 + 1 + 1);
  }

  @Test
  void page_hostileName_staysText() throws IOException {
    String page = page(RunReports.of(0, RunReports.GATES, HOSTILE));
    assertThat(page).doesNotContain("<img").contains("&lt;/script&gt;&lt;img src");
    boolean isDrawn = false;
    Matcher options = OPTIONS.matcher(page);
    while (options.find()) {
      JsonNode json = new ObjectMapper().readTree(options.group(1));
      isDrawn |= json.at("/yAxis/data/0").asText().equals(HOSTILE);
      assertThat(options.group(1)).doesNotContainPattern("[<>&'\u2028]");
    }
    assertThat(isDrawn).isTrue();
  }

  @Test
  void roc_betweenTwoPoints_isOnTheLine() {
    RocCurve curve = RunReports.evaluation().tasks().get(0).roc();
    assertThat(EvaluationCharts.at(curve, 0.25)).isCloseTo(0.5, within(1e-12));
    assertThat(EvaluationCharts.at(curve, 1)).isEqualTo(1);
  }

  @Test
  void axes_endAtARoundNumberAbove() {
    assertThat(EvaluationCharts.rounded(0.23)).isCloseTo(0.3, within(1e-12));
    assertThat(EvaluationCharts.rounded(0.0061)).isCloseTo(0.008, within(1e-12));
    assertThat(EvaluationCharts.rounded(0.97)).isEqualTo(1);
  }

  @Test
  void evaluationPage_hasCurvesAndNoNetwork() {
    String page = withoutScripts(new EvaluationPage(RunReports.evaluation()).toHtml());
    assertThat(page)
        .contains("Evaluation of ranker")
        .contains(">Ranking (ROC)</h2>")
        .contains("<th scope=\"row\">buy | click</th>")
        .doesNotContainPattern("(src|href)=\"(?!#)");
  }
}
