package dev.tandem.infra.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.infra.redis.LocalRedis;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of the whole path, one verb after the other, as a scheduler would call them. */
class VerbsIT {
  private static final int ROWS = 600;

  @TempDir Path folder;

  @Test
  void verbs_oneAfterTheOther_endInTheSamePredictionsAsTheOnlineStoreGives() throws Exception {
    SmallProject project = SmallProject.in(folder).withRows(ROWS);

    assertThat(call("plan", project).out()).contains("+ view user_activity");
    assertThat(call("apply", project).code()).isZero();
    assertThat(call("plan", project).out()).contains("no changes");
    assertThat(call("backfill", project).out())
        .contains("ingest clicks: 600 rows read = 600 used + 0 duplicate + 0 late + 0 dead letters")
        .contains("rows with features and labels");
    assertThat(call("backfill", project).out()).contains("backfill views: unchanged");
    Path exported = folder.resolve("views.csv");
    TandemCall export =
        TandemCall.of(
            "export",
            "views",
            "--home",
            project.home().toString(),
            "--format",
            "csv",
            "--out",
            exported.toString());
    assertThat(export.code()).as(export.err()).isZero();
    assertThat(export.out()).contains("written to " + exported);
    assertThat(exported).content().startsWith("__time,__id_hi,__id_lo,user_id,");
    assertThat(call("train", project).out()).containsPattern("\\nauc +0").contains("bundle ");
    try (LocalRedis redis = LocalRedis.start()) {
      String endpoint = redis.host() + ":" + redis.port();
      assertThat(call("materialize", project, "--redis", endpoint).out())
          .contains("20 entities of 1 views");
      serveAndPredict(project, endpoint);
    }
  }

  private static void serveAndPredict(SmallProject project, String redis) throws Exception {
    URI uri;
    try (ServeCall server = ServeCall.start(project, "--redis", redis, "--refresh", "20ms")) {
      uri = server.uri();
      TandemCall predicted = predict(project, uri, "user_id=3,4,500");
      assertThat(predicted.code()).as(predicted.err()).isZero();
      assertThat(predicted.out()).contains("\"rows\" : 3").contains("\"click\" : [");
      assertThat(predict(project, uri, "user_id=3,4,500").out()).isEqualTo(predicted.out());
      TandemCall wrong = predict(project, uri, "user=3");
      assertThat(wrong.code()).isNotZero();
      assertThat(wrong.err()).contains("user_id");
      assertThat(predicted.out()).contains("\"model_version\" : \"00000000000000000001\"");
      assertThat(call("train", project).out()).contains("bundle ");
      awaitVersion(project, uri, "00000000000000000002");
    }
    assertThatThrownBy(() -> new Socket(uri.getHost(), uri.getPort()).close())
        .isInstanceOf(ConnectException.class);
  }

  /** Asks until the newly trained version answers. */
  private static void awaitVersion(SmallProject project, URI server, String version) {
    long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    String answer = "";
    while (!answer.contains(version) && System.nanoTime() < until) {
      answer = predict(project, server, "user_id=3").out();
    }
    assertThat(answer).contains("\"model_version\" : \"" + version + "\"");
  }

  private static TandemCall predict(SmallProject project, URI server, String field) {
    return TandemCall.of(
        "predict",
        project.declaration().toString(),
        "--server",
        server.toString(),
        "--at",
        "2018-01-01T00:00:00Z",
        "--field",
        field);
  }

  private static TandemCall call(String verb, SmallProject project, String... more) {
    TandemCall call = TandemCall.of(arguments(verb, project, more).toArray(String[]::new));
    assertThat(call.code()).as("%s: %s", verb, call.err()).isZero();
    return call;
  }

  private static List<String> arguments(String verb, SmallProject project, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(verb, project.declaration().toString(), "--home", project.home().toString()));
    arguments.addAll(Arrays.asList(more));
    return arguments;
  }
}
