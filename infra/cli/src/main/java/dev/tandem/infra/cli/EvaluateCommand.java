package dev.tandem.infra.cli;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Refusal;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.infra.job.EvaluatedBundle;
import dev.tandem.infra.job.TwinJob;
import dev.tandem.infra.report.EvaluationPage;
import dev.tandem.infra.report.TwinPage;
import dev.tandem.training.comparison.Comparison;
import dev.tandem.training.evaluation.BundleEvaluation;
import dev.tandem.training.evaluation.EvaluatedSplit;
import dev.tandem.training.evaluation.Evaluation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tandem evaluate}: how well a bundle predicts the rows of a dataset. */
@Command(
    name = "evaluate",
    description =
        "Measure a trained model: each task in its own sample space, and a task that comes after"
            + " another given that one.")
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private FileParameter file;
  @Mixin private HomeOption home;
  @Mixin private ModelOption model;

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description = "The bundle, or one of its versions; default: the model's in --home.")
  private Optional<Path> bundle = Optional.empty();

  @Option(
      names = "--dataset",
      paramLabel = "DATASET",
      description =
          "The name of a training set in --home, or the folder of any dataset that has the"
              + " features and the labels; default: what the model was trained on.")
  private Optional<String> dataset = Optional.empty();

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      defaultValue = "test",
      description =
          "Which rows: test, those from the time of the first test row on, validation, those by"
              + " which the best epoch was chosen, or all; default: ${DEFAULT-VALUE}.")
  private String split;

  @Option(
      names = "--group",
      paramLabel = "COLUMN",
      description =
          "Also measure within the rows that have the same value there, such as a user (gauc).")
  private Optional<String> group = Optional.empty();

  @Mixin private TwinOptions twin;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Also write the JSON to a file, such as evaluation.json.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "Also write a page for people with curves, such as evaluation.html.")
  private Optional<Path> page = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    home.home().requireNoFile();
    if (twin.isAsked()) {
      Comparison comparison = compare();
      report(
          comparison.toJson(),
          new ComparisonTable(comparison)::print,
          new TwinPage(comparison)::toHtml);
    } else {
      Evaluation evaluation = evaluate();
      report(
          evaluation.toJson(),
          new EvaluationTable(evaluation)::print,
          new EvaluationPage(evaluation)::toHtml);
    }
    return TandemCommand.DONE;
  }

  private Evaluation evaluate() {
    EvaluatedSplit rows =
        EvaluatedSplit.parse(split)
            .orElseThrow(
                () ->
                    wrong(
                        "--split: " + Refusal.unknownName(split, EvaluatedSplit.declaredNames())));
    BundleEvaluation evaluation =
        EvaluatedBundle.find(home.home(), bundle, model.name(), dataset).evaluation().on(rows);
    return group.map(evaluation::groupedBy).orElse(evaluation).run();
  }

  private Comparison compare() {
    if (bundle.isPresent() || dataset.isPresent() || group.isPresent()) {
      throw wrong(
          "--twin trains the model of FILE on its training set, so --bundle, --dataset and --group"
              + " do not go with it");
    }
    if (twin.seeds() < 1) {
      throw wrong("--seeds: found " + twin.seeds() + ", allowed: 1 or more");
    }
    Project project = ProjectReader.read(file.path());
    Model declared = model.choose(project);
    PrintWriter progress = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    return new TwinJob(project, home.home(), Progress.on(progress)).run(declared, twin.seeds());
  }

  private interface Table {
    void print(PrintWriter to);
  }

  private void report(byte[] bytes, Table table, Supplier<byte[]> html) throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    if (out.isPresent()) {
      Files.write(out.get(), bytes);
    }
    if (page.isPresent()) {
      Files.write(page.get(), html.get());
    }
    if (json) {
      print.print(new String(bytes, StandardCharsets.UTF_8));
    } else {
      table.print(print);
      out.ifPresent(path -> print.println("written to " + path));
      page.ifPresent(path -> print.println("page " + path));
    }
    print.flush();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
