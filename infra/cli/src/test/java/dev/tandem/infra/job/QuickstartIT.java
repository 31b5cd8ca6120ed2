package dev.tandem.infra.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.infra.cli.TandemCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void quickstart_twiceInOnePlace_reportsTheSameAndServesWhatItTrainedOn() throws IOException {
    assertThat(quickstart()).as(err.toString()).isEqualTo(TandemCommand.DONE);
    JsonNode first = report();
    JsonNode dirty = MAPPER.readTree(directory.resolve("data/truth/dirty.json").toFile());

    JsonNode events = first.at("/sources/events");
    assertThat(events.path("read")).isEqualTo(dirty.path("rows"));
    assertThat(events.path("dead_letter")).isEqualTo(dirty.at("/fates/dead_letter"));
    assertThat(events.path("late")).isEqualTo(dirty.at("/fates/late"));
    assertThat(events.path("duplicate")).isEqualTo(dirty.at("/fates/duplicate"));
    assertThat(events.path("used")).isEqualTo(dirty.at("/fates/used"));
    assertThat(first.at("/parity/rows").asInt()).isGreaterThanOrEqualTo(1000);
    assertThat(first.at("/parity/features").asInt()).isGreaterThan(30);
    assertThat(first.at("/parity/mismatches").asInt()).isZero();
    assertThat(first.at("/tasks/click/achievable_auc").asDouble()).isBetween(0.65, 0.9);
    assertThat(first.at("/training/rows").asInt()).isBetween(4000, 6000);
    assertThat(first.at("/predict/p50_ms").asDouble()).isPositive();
    assertThat(Files.readString(directory.resolve("report.html")))
        .contains("Trained and served on the same numbers.")
        .contains(
            ">In short</h2>",
            ">Learning curves</h2>",
            ">Ranking (ROC)</h2>",
            ">Calibration</h2>",
            ">What each task listens to</h2>",
            ">Gates</h2>",
            "The architecture esmm has no gates",
            ">Do the tasks agree</h2>",
            ">What the model finds alike</h2>",
            ">Rows</h2>",
            ">Serving</h2>");
    assertThat(first.at("/explanation/importance").size()).isGreaterThan(30);
    assertThat(first.at("/evaluation/tasks/0/roc").size()).isGreaterThan(10);
    assertThat(out.toString())
        .contains("bit for bit: 0 mismatches")
        .containsPattern("audit     1,000 served rows x 46 features, .*: 0 mismatches")
        .contains("next      ./tandem serve");

    assertThat(quickstart()).as(err.toString()).isEqualTo(TandemCommand.DONE);
    assertThat(report().path("tasks")).isEqualTo(first.path("tasks"));
  }

  private int quickstart() {
    String[] arguments = {
      "quickstart", "--out", directory.toString(), "--impressions", "6000", "--debug"
    };
    return TandemCommand.execute(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private JsonNode report() throws IOException {
    return MAPPER.readTree(directory.resolve("report.json").toFile());
  }
}
