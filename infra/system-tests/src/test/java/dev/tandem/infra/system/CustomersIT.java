package dev.tandem.infra.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The customer analysis of the examples, on a small shop. */
class CustomersIT {
  @TempDir Path folder;

  @Test
  void segments_simulatedCustomers_areGroupedByWhatTheModelPredicts() throws IOException {
    String declaration = Path.of("..", "examples", "customers", "tandem.yaml").toString();
    String home = folder.resolve("home").toString();
    String data = folder.resolve("data").toString();

    run("simulate", "--out", data, "--impressions", "12000", "--users", "150", "--days", "70");
    run("backfill", declaration, "--data", data, "--home", home);
    String trained = run("train", declaration, "--home", home);
    String segments =
        run("segments", declaration, "--home", home, "--by", "intent,churn", "--levels", "2");

    assertThat(trained).containsPattern("\\n +intent +churn +cross_sell\\n");
    List<String> lines = segments.lines().toList();
    assertThat(lines.get(0).split(" {2,}", -1))
        .containsExactly(
            "intent",
            "churn",
            "rows",
            "share",
            "intent score",
            "actual",
            "churn score",
            "actual",
            "cross_sell score",
            "actual");
    assertThat(lines.subList(1, lines.size() - 1)).hasSizeBetween(2, 4);
    Path page = folder.resolve("home").resolve("segments.html");
    assertThat(lines).last().isEqualTo("page " + page);
    assertThat(Files.readString(page)).contains("<h1>Segments of customers</h1>");
  }

  @Test
  void segments_unknownTaskOrNothingTrained_isRefused() {
    String declaration = Path.of("..", "examples", "customers", "tandem.yaml").toString();

    TandemCall unknown = TandemCall.of("segments", declaration, "--by", "intend");
    assertThat(unknown.err())
        .startsWith(
            "tandem: --by: found 'intend', allowed: intent, churn, cross_sell, did you mean"
                + " 'intent'?");
    TandemCall untrained =
        TandemCall.of("segments", declaration, "--by", "churn", "--home", folder.toString());
    assertThat(untrained.err()).contains("model customers has no predictions in ");
  }

  private static String run(String... arguments) {
    TandemCall call = TandemCall.of(arguments);
    assertThat(call.code()).as(call.err()).isZero();
    return call.out();
  }
}
