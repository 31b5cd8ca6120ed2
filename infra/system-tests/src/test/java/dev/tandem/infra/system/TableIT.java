package dev.tandem.infra.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a table to a model and its predictions, without a feature store. */
class TableIT {
  private static final int ROWS = 600;
  private static final String MODEL =
      """
      model: visits
      columns:
        visitor: int64
        city: {type: string, optional: true}
        pages: {type: int64, min: 0}
        fee: float64
        spend: {type: float64, min: 0}
        at: {type: timestamp, unit: seconds}
      time: at
      id: visitor
      max_dead_letter_share: 0.05
      on_demand:
        hour: hour_of_day(request_time)
      labels:
        spend: spend
        bought: spend > 0.0
      inputs:
        pages: {kind: numeric, log: true}
      tasks:
        bought: {kind: binary, label: bought}
        spend: {kind: regression, label: spend}
      architecture: {name: shared_bottom, bottom: [8], tower: [4]}
      optimizer: {name: adam, learning_rate: 0.02}
      training: {batch_size: 64, epochs: 6, validation_share: 0.2, test_share: 0.2, threads: 1}
      """;

  @TempDir static Path folder;
  private static TandemCall trained;

  @BeforeAll
  static void trainOnce() throws IOException {
    Files.writeString(folder.resolve("model.yaml"), MODEL);
    try (OutputStream gzip =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("visits.csv.gz")))) {
      gzip.write(table(rows()).getBytes(StandardCharsets.UTF_8));
    }
    trained = train("visits.csv.gz", "model.yaml", "home");
    assertThat(trained.code()).as(trained.err()).isZero();
  }

  /** Rows of distinct visitors, three that cannot be used and one that stands there twice. */
  private static List<String> rows() {
    Random random = new Random(3);
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      int pages = random.nextInt(30);
      int spend = random.nextInt(40) < pages ? random.nextInt(1, 50) : 0;
      String city = random.nextInt(5) == 0 ? "" : "city" + random.nextInt(4);
      rows.add(row + "," + city + "," + pages + ",1.5," + spend + "," + (1_600_000_000 + row * 60));
    }
    rows.add(rows.get(5));
    rows.add(10, "9001,city1,many,1.5,3,1600000000");
    rows.add(20, "9002,city1,-4,1.5,3,1600000000");
    rows.add(30, "9003,city1,4,1.5,3");
    return rows;
  }

  private static String table(List<String> rows) {
    return "visitor,city,pages,fee,spend,at\n" + String.join("\n", rows) + "\n";
  }

  private static TandemCall train(String table, String model, String home) {
    return TandemCall.of(
        "train",
        "--table",
        folder.resolve(table).toString(),
        "--model",
        folder.resolve(model).toString(),
        "--out",
        folder.resolve(home).toString());
  }

  private static Path bundle(String home) {
    return folder.resolve(home).resolve("bundles").resolve("visits");
  }

  private static TandemCall predict(Path bundle, String table, String out) {
    return TandemCall.of(
        "predict",
        "--table",
        folder.resolve(table).toString(),
        "--bundle",
        bundle.toString(),
        "--out",
        folder.resolve(out).toString());
  }

  @Test
  void train_gzippedTable_accountsForEveryRow() throws IOException {
    JsonNode report =
        new ObjectMapper().readTree(folder.resolve("home").resolve("report.json").toFile());

    JsonNode rows = report.at("/sources/table");
    assertThat(rows.path("read").asInt()).isEqualTo(ROWS + 4);
    assertThat(rows.path("used").asInt()).isEqualTo(ROWS);
    assertThat(rows.path("duplicate").asInt()).isEqualTo(1);
    assertThat(rows.path("dead_letter").asInt()).isEqualTo(3);
    assertThat(report.at("/training/train_rows").asInt()).isEqualTo(360);
    assertThat(report.at("/tasks/bought/auc").asDouble()).isBetween(0.5, 1.0);
    assertThat(report.has("parity")).isFalse();
    String page = Files.readString(folder.resolve("home").resolve("report.html"));
    assertThat(page.replaceAll("(?s)<script>.*?</script>", ""))
        .contains("What each task listens to")
        .doesNotContainPattern("(src|href)=\"(?!#)");
    assertThat(trained.out()).contains("bought    AUC 0.").contains("spend     RMSE ");
  }

  @Test
  void train_constantColumn_isSaidOnceAndDoesNoHarm() {
    assertThat(trained.out())
        .containsOnlyOnce(
            "train visits: this input is the same in every training row and teaches nothing: fee");
  }

  @Test
  void predict_theTrainingTable_saysWhatTrainingSaid() throws IOException {
    TandemCall call = predict(bundle("home"), "visits.csv.gz", "same.csv");

    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out())
        .contains(
            "604 rows read = 601 predicted + 3 dead letters {column_count=1, out_of_range=1, wrong_type=1}");
    List<String> lines = Files.readAllLines(folder.resolve("same.csv"));
    assertThat(lines.get(0)).isEqualTo("line,visitor,p.bought,p.spend");
    List<double[]> predicted = lines.stream().skip(1).map(TableIT::predictions).toList();
    assertThat(testPredictions())
        .hasSizeGreaterThan(100)
        .allMatch(said -> predicted.stream().anyMatch(now -> isSame(said, now)));
    assertThat(Files.readAllLines(folder.resolve("same.csv.dead_letters.csv"))).hasSize(4);
  }

  private static double[] predictions(String line) {
    String[] cells = line.split(",", -1);
    return new double[] {Double.parseDouble(cells[2]), Double.parseDouble(cells[3])};
  }

  /** As far as the exported network must agree with the trainer's. */
  private static boolean isSame(double[] said, double[] now) {
    return Math.abs(said[0] - now[0]) < 1e-5
        && Math.abs(said[1] - now[1]) < 1e-5 * Math.max(20, Math.abs(said[1]));
  }

  private static List<double[]> testPredictions() throws IOException {
    Table test =
        LocalDataset.openLatest(bundle("home").resolve("predictions")).orElseThrow().read();
    List<double[]> predictions = new ArrayList<>();
    for (int row = 0; row < test.rows(); row++) {
      predictions.add(
          new double[] {test.doubles("p.bought").value(row), test.doubles("p.spend").value(row)});
    }
    return predictions;
  }

  @Test
  void predict_newRowsWithoutLabels_inTheirOrder() throws IOException {
    Files.writeString(
        folder.resolve("new.csv"),
        "at,visitor,fee,pages,city\n1700000000,7,1.5,3,atlantis\n1700000000,8,2.5,30,\n");

    TandemCall call = predict(bundle("home"), "new.csv", "new-predictions.csv");

    assertThat(call.code()).as(call.err()).isZero();
    List<String> lines = Files.readAllLines(folder.resolve("new-predictions.csv"));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).startsWith("2,7,0.");
    assertThat(lines.get(2)).startsWith("3,8,0.");
  }

  @Test
  void predict_tooManyBadRows_leavesNothing() throws IOException {
    Files.writeString(folder.resolve("bad.csv"), "at,visitor,fee,pages,city\n1700000000,7,x,3,\n");

    TandemCall call = predict(bundle("home"), "bad.csv", "none.csv");

    assertThat(call.code()).isEqualTo(1);
    assertThat(call.err())
        .contains("1 of 1 rows cannot be used, more than the declared share of 0.05;")
        .contains("Reasons: {wrong_type=1}");
    assertThat(folder.resolve("none.csv")).doesNotExist();
  }

  @Test
  void train_withoutTimeAndId_shufflesTheSameWayWhereverTheTableLies() throws IOException {
    Files.writeString(
        folder.resolve("plain.yaml"),
        MODEL
            .replace("time: at\n", "")
            .replace("id: visitor\n", "")
            .replace("hour_of_day(request_time)", "hour_of_day(at)"));
    for (String place : List.of("a", "b")) {
      Files.createDirectories(folder.resolve(place));
      Files.writeString(folder.resolve(place).resolve("t.csv"), table(rows()));
      TandemCall call = train(place + "/t.csv", "plain.yaml", place + "/home");
      assertThat(call.code()).as(call.err()).isZero();
      assertThat(call.out()).contains("604 read = 601 used + 0 duplicate");
    }

    assertThat(weights("a/home")).isEqualTo(weights("b/home"));
    assertThat(weights("a/home")).isNotEqualTo(weights("home"));
  }

  private static byte[] weights(String home) throws IOException {
    return Files.readAllBytes(ModelBundle.open(bundle(home)).directory().resolve("weights.bin"));
  }

  @Test
  void train_labelOutsideItsRange_isRefused() throws IOException {
    Files.writeString(
        folder.resolve("range.yaml"),
        MODEL.replace(
            "{kind: regression, label: spend}",
            "{kind: regression, label: spend, range: [0, 10]}"));

    TandemCall call = train("visits.csv.gz", "range.yaml", "range");

    assertThat(call.code()).isEqualTo(1);
    assertThat(call.err())
        .contains("tasks.spend.label: 'spend' holds ")
        .contains(", allowed: 0.0 to 10.0, null");
  }

  @Test
  void predict_declarationChangedSince_isRefused() throws IOException {
    Path copy = copyOfBundle("changed");
    Files.writeString(copy.resolve("table.yaml"), MODEL.replace("hour_of_day", "day_of_week"));

    assertThat(predict(copy, "visits.csv.gz", "x.csv").err())
        .contains("was changed since the model was trained; train it again");
  }

  @Test
  void predict_bundleOfAFeatureStore_isRefused() throws IOException {
    Path copy = copyOfBundle("store");
    Files.delete(copy.resolve("table.yaml"));

    assertThat(predict(copy, "visits.csv.gz", "x.csv").err())
        .contains("holds no model of a table: there is no table.yaml in it");
  }

  @Test
  void predict_bundleCutInHalf_isRefused() throws IOException {
    Path copy = copyOfBundle("half");
    Path onnx = ModelBundle.open(copy).directory().resolve("model.onnx");
    byte[] bytes = Files.readAllBytes(onnx);
    Files.write(onnx, Arrays.copyOf(bytes, bytes.length / 2));

    assertThat(predict(copy, "visits.csv.gz", "x.csv").err())
        .contains("model.onnx has the checksum ")
        .contains("; restore the bundle or train again");
  }

  @Test
  void predict_bundleOfANewerVersion_isRefused() throws IOException {
    Path copy = copyOfBundle("newer");
    Path manifest = ModelBundle.open(copy).directory().resolve("bundle.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replaceFirst("\"format_version\" : \\d+", "\"format_version\" : 99"));

    assertThat(predict(copy, "visits.csv.gz", "x.csv").err())
        .contains("has format version 99, this program reads up to ")
        .contains("; use the version of Tandem that wrote it, or a later one");
  }

  private static Path copyOfBundle(String name) throws IOException {
    Path copy = folder.resolve("copies").resolve(name);
    Path version = ModelBundle.open(bundle("home")).directory();
    Path target = copy.resolve("versions").resolve(version.getFileName());
    Files.createDirectories(target);
    for (String file : List.of("bundle.json", "model.onnx", "weights.bin", "SHA256SUMS")) {
      Files.copy(version.resolve(file), target.resolve(file));
    }
    Files.copy(bundle("home").resolve("table.yaml"), copy.resolve("table.yaml"));
    return copy;
  }

  @Test
  void train_withoutDeclaration_isWrongUsage() {
    TandemCall call = TandemCall.of("train", "--table", "x.csv");

    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err())
        .startsWith(
            "tandem: --table needs --model FILE, which declares the table's columns and the model");
  }

  @Test
  void tune_aTable_publishesTheBestAndShowsTheTrials() throws IOException {
    Path space = folder.resolve("space.yaml");
    Files.writeString(space, "optimizer.learning_rate: {log: [1e-3, 1e-1]}\n");
    Path home = folder.resolve("tuned");
    TandemCall tuned =
        TandemCall.of(
            "tune",
            "--table",
            folder.resolve("visits.csv.gz").toString(),
            "--model",
            folder.resolve("model.yaml").toString(),
            "--space",
            space.toString(),
            "--trials",
            "3",
            "--parallel",
            "1",
            "--home",
            home.toString());
    assertThat(tuned.code()).as(tuned.err()).isZero();
    assertThat(tuned.out()).contains("settings").contains("tuning.html");
    assertThat(Files.readString(home.resolve("tuning/visits/tuning.html")))
        .contains("Score by optimizer.learning_rate")
        .contains("the declared model");
    assertThat(home.resolve("bundles/visits/versions")).isNotEmptyDirectory();
  }

  @Test
  void compare_twoArchitectures_printsATable() {
    TandemCall call =
        TandemCall.of(
            "compare",
            "--table",
            folder.resolve("visits.csv.gz").toString(),
            "--model",
            folder.resolve("model.yaml").toString(),
            "--architectures",
            "separate_towers,shared_bottom",
            "--seeds",
            "2",
            "--home",
            folder.resolve("home").toString());

    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out())
        .contains("ingest table: unchanged, ")
        .contains("| architecture | bought auc | bought log_loss | spend rmse | spend mae |")
        .containsPattern("\\| `separate_towers` \\| 0\\.\\d{4} ± 0\\.\\d{4} \\|")
        .containsPattern("\\| `shared_bottom` \\| 0\\.\\d{4} ± 0\\.\\d{4} \\|");
  }
}
