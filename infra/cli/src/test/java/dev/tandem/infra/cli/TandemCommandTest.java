package dev.tandem.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

class TandemCommandTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void execute_help_listsTheVerbs() {
    assertThat(tandem("--help")).isEqualTo(TandemCommand.DONE);
    assertThat(out.toString()).contains("Usage: tandem").contains("simulate").contains("validate");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void execute_noVerb_isWrongUsage() {
    assertThat(tandem()).isEqualTo(TandemCommand.WRONG_USAGE);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines("tandem: which verb?\nSee: tandem --help\n");
  }

  @Test
  void execute_unknownVerb_suggestsOne() {
    assertThat(tandem("valdate")).isEqualTo(TandemCommand.WRONG_USAGE);
    assertThat(err.toString())
        .startsWith("tandem: unknown verb valdate, did you mean 'validate'? There are: ");
  }

  @Test
  void execute_unknownOption_suggestsOne() {
    assertThat(tandem("simulate", "--out", "x", "--impresions", "3"))
        .isEqualTo(TandemCommand.WRONG_USAGE);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "tandem: unknown option --impresions, did you mean '--impressions'?\n"
                + "See: tandem simulate --help\n");
  }

  @Test
  void execute_exportInAnUnknownFormat_suggestsOne() {
    assertThat(tandem("export", "rows", "--format", "parqet", "--out", "rows.parquet"))
        .isEqualTo(TandemCommand.WRONG_USAGE);
    assertThat(err.toString())
        .startsWith(
            "tandem: --format: found 'parqet', allowed: parquet, csv, did you mean 'parquet'?");
  }

  @Test
  void execute_exportOfParquetAsGzip_isWrongUsage() {
    assertThat(tandem("export", "rows", "--format", "parquet", "--out", "rows.gz"))
        .isEqualTo(TandemCommand.WRONG_USAGE);
    assertThat(err.toString())
        .startsWith(
            "tandem: --gzip and names that end with .gz are for csv; parquet is compressed within");
  }

  @Test
  void execute_exportOfNoTrainingSet_saysWhichThereAre() throws IOException {
    String home = directory.resolve("home").toString();
    assertThat(export(home, "impresions")).isEqualTo(TandemCommand.FAILED);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "tandem: there are no training sets in "
                + directory.resolve("home/training_sets")
                + "; run backfill first\n");
    Files.createDirectories(directory.resolve("home/training_sets/impressions"));
    assertThat(export(home, "impresions")).isEqualTo(TandemCommand.FAILED);
    assertThat(err.toString())
        .endsWith(
            "training set: found 'impresions', allowed: impressions, did you mean 'impressions'?"
                + System.lineSeparator());
  }

  private int export(String home, String trainingSet) {
    return tandem(
        "export", trainingSet, "--home", home, "--format", "csv", "--out", home + "/rows.csv");
  }

  @Test
  void execute_evaluateWithoutAModel_saysWhatToDo() {
    assertThat(tandem("evaluate", "--home", directory.toString())).isEqualTo(TandemCommand.FAILED);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "tandem: there are no models in "
                + directory.resolve("bundles")
                + "; train one first\n");
  }

  @Test
  void execute_evaluateOneOfSeveralModels_asksWhich() throws IOException {
    Files.createDirectories(directory.resolve("bundles/ranker"));
    Files.createDirectories(directory.resolve("bundles/churn"));
    tandem("evaluate", "--home", directory.toString());
    assertThat(err.toString())
        .startsWith("tandem: there are several models in ")
        .contains("; name one of churn, ranker with --model");
    err.getBuffer().setLength(0);
    tandem("evaluate", "--home", directory.toString(), "--model", "rankr");
    assertThat(err.toString())
        .startsWith("tandem: model: found 'rankr', allowed: churn, ranker, did you mean 'ranker'?");
  }

  @Test
  void execute_evaluateAnUnknownSplit_suggestsOne() {
    assertThat(tandem("evaluate", "--home", directory.toString(), "--split", "tset"))
        .isEqualTo(TandemCommand.WRONG_USAGE);
    assertThat(err.toString())
        .startsWith(
            "tandem: --split: found 'tset', allowed: test, validation, all, did you mean 'test'?");
  }

  @Test
  void execute_evaluateATwinWithoutSeedsOrOfABundle_isWrongUsage() {
    assertThat(tandem("evaluate", example("shop"), "--twin", "--seeds", "0"))
        .isEqualTo(TandemCommand.WRONG_USAGE);
    assertThat(err.toString()).startsWith("tandem: --seeds: found 0, allowed: 1 or more");
    err.getBuffer().setLength(0);
    assertThat(tandem("evaluate", example("shop"), "--twin", "--group", "user_id"))
        .isEqualTo(TandemCommand.WRONG_USAGE);
    assertThat(err.toString())
        .startsWith("tandem: --twin trains the model of FILE on its training set, so --bundle,");
  }

  @Test
  void execute_serverWithoutScheme_isWrongUsage() {
    assertThat(
            tandem(
                "predict", example("shop"), "--server", "127.0.0.1:7001", "--field", "user_id=7"))
        .isEqualTo(TandemCommand.WRONG_USAGE);
    assertThat(err.toString())
        .startsWith(
            "tandem: --server: found 127.0.0.1:7001,"
                + " allowed: an address such as http://127.0.0.1:6566/");
  }

  @Test
  void execute_shareOfTheLogOutOfRange_isWrongUsage() {
    assertThat(tandem("serve", "--log", "served", "--log-share", "2"))
        .isEqualTo(TandemCommand.WRONG_USAGE);
    assertThat(err.toString())
        .startsWith("tandem: --log-share: found 2.0, allowed: greater than 0, at most 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"audit", "backfill"})
  void execute_unknownRunner_isWrongUsage(String verb) {
    assertThat(
            tandem(
                verb,
                Path.of("..", "examples", "shop", "tandem.yaml").toString(),
                "--home",
                directory.toString(),
                "--runner",
                "spark"))
        .isEqualTo(TandemCommand.WRONG_USAGE);
    assertThat(err.toString()).startsWith("tandem: --runner: 'spark' is no runner");
  }

  @Test
  void execute_serveWhereOthersReachWithoutKey_isWrongUsage() {
    assertThat(tandem("serve", example("shop"), "--host", "0.0.0.0"))
        .isEqualTo(TandemCommand.WRONG_USAGE);
    assertThat(err.toString())
        .startsWith(
            "tandem: --host: other machines may reach 0.0.0.0, so give --api-key-file, or"
                + " --insecure if something else keeps strangers out");
  }

  @Test
  void execute_serveWithHalfOfTls_isWrongUsage() {
    assertThat(tandem("serve", example("shop"), "--tls-key", "server.key"))
        .isEqualTo(TandemCommand.WRONG_USAGE);
    assertThat(err.toString()).startsWith("tandem: --tls-certificate and --tls-key go together");
  }

  @Test
  void execute_portOutOfRange_isWrongUsage() {
    assertThat(tandem("serve", example("shop"), "--port", "70000"))
        .isEqualTo(TandemCommand.WRONG_USAGE);
    assertThat(err.toString()).startsWith("tandem: --port: found 70000, allowed: 0 to 65535");
  }

  @Test
  void execute_validateUnknownArchitecture_saysWhichThereAre() throws IOException {
    String file = shop("architecture: {name: esmm", "architecture: {name: emss");

    assertThat(tandem("validate", file)).isEqualTo(TandemCommand.FAILED);
    assertThat(err.toString())
        .startsWith("tandem: models.")
        .contains(".architecture.name: unknown architecture 'emss', known: adversarial, aitm,");
  }

  @Test
  void execute_numberOutOfRange_isWrongUsage() {
    assertThat(tandem("simulate", "--out", directory.toString(), "--dirty", "2"))
        .isEqualTo(TandemCommand.WRONG_USAGE);
    assertThat(err.toString()).startsWith("tandem: dirty share: found 2.0, allowed: from 0 to 0.5");
  }

  @Test
  void validate_missingFile_failsInOneLine() {
    assertThat(tandem("validate", directory.resolve("none.yaml").toString()))
        .isEqualTo(TandemCommand.FAILED);
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(err.toString()).contains("none.yaml");
  }

  @Test
  void validate_mistake_saysWhereAndWhat() throws IOException {
    Path file = Files.writeString(directory.resolve("tandem.yaml"), "project: p\nentites: {}\n");

    assertThat(tandem("validate", file.toString())).isEqualTo(TandemCommand.FAILED);
    assertThat(err.toString()).contains("tandem.yaml:2").contains("did you mean 'entities'?");
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "userbehavior"})
  void validate_example_isValid(String example) {
    Path file = Path.of("..", "examples", example, "tandem.yaml");

    assertThat(tandem("validate", file.toString()))
        .as(err.toString())
        .isEqualTo(TandemCommand.DONE);
    assertThat(out.toString()).contains("is valid: project " + example);
  }

  @Test
  void validate_mistakeWithDebug_addsTheStackTrace() throws IOException {
    Path file = Files.writeString(directory.resolve("tandem.yaml"), "project: p\nentites: {}\n");

    tandem("validate", "--debug", file.toString());

    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void simulate_small_writesTheFiles() {
    int code =
        tandem("simulate", "--out", directory.toString(), "--impressions", "500", "--days", "3");

    assertThat(code).isEqualTo(TandemCommand.DONE);
    assertThat(directory.resolve("events.csv")).exists();
    assertThat(directory.resolve("truth").resolve("truth.csv")).exists();
    assertThat(out.toString()).contains("500 impressions");
  }

  @Test
  void apply_planned_isTheNewestVersionAndThenPlansNothing() {
    String file = Path.of("..", "examples", "shop", "tandem.yaml").toString();
    String home = directory.resolve("home").toString();

    assertThat(tandem("plan", file, "--home", home)).isEqualTo(TandemCommand.DONE);
    assertThat(out.toString()).contains("next: tandem apply");
    assertThat(tandem("apply", file, "--home", home)).isEqualTo(TandemCommand.DONE);
    assertThat(out.toString()).contains("project shop is at version 1");
    out.getBuffer().setLength(0);
    assertThat(tandem("plan", file, "--home", home)).isEqualTo(TandemCommand.DONE);
    assertThat(out.toString()).isEqualToNormalizingNewlines("no changes\n");
  }

  @Test
  void everyVerbAndOption_hasHelpInWholeSentences() {
    CommandLine command = new CommandLine(new TandemCommand());
    for (CommandLine verb : command.getSubcommands().values()) {
      assertThat(verb.getCommandSpec().usageMessage().description())
          .as(verb.getCommandName())
          .isNotEmpty();
      for (ArgSpec argument : verb.getCommandSpec().args()) {
        assertThat(argument.description())
            .as(verb.getCommandName() + " " + argument.paramLabel())
            .isNotEmpty()
            .allSatisfy(text -> assertThat(text).endsWith("."));
      }
    }
  }

  private static String example(String name) {
    return Path.of("..", "examples", name, "tandem.yaml").toString();
  }

  /** The example's declaration with a text replaced by another. */
  private String shop(String text, String other) throws IOException {
    String example = Files.readString(Path.of("..", "examples", "shop", "tandem.yaml"));
    return Files.writeString(directory.resolve("shop.yaml"), example.replace(text, other))
        .toString();
  }

  private int tandem(String... arguments) {
    return TandemCommand.execute(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
