package dev.tandem.infra.cli;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Refusal;
import dev.tandem.features.search.ModelSetting;
import dev.tandem.features.search.SearchSpace;
import dev.tandem.features.search.SettingValue;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.features.yaml.SearchSpaceReader;
import dev.tandem.infra.job.JobListener;
import dev.tandem.infra.job.TableRun;
import dev.tandem.infra.job.TandemHome;
import dev.tandem.infra.job.TuneJob;
import dev.tandem.infra.job.TunedModel;
import dev.tandem.training.TrainingSettings;
import dev.tandem.training.tuning.SearchMethod;
import dev.tandem.training.tuning.TuningSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tandem tune}: from a space of settings to the bundle of the best. */
@Command(
    name = "tune",
    description =
        "Search for better settings of a model: train variants of it on its training set, judge"
            + " them by the validation rows, publish the best, and print its settings. Run again,"
            + " it goes on where it was stopped.")
final class TuneCommand implements Callable<Integer> {
  @Mixin private FileParameter file;
  @Mixin private ModelOption model;
  @Mixin private HomeOption home;

  @Option(
      names = "--table",
      paramLabel = "PATH",
      description = "A table to train on; --model then names the file that declares its model.")
  private Optional<String> table = Optional.empty();

  @Option(
      names = "--space",
      required = true,
      paramLabel = "FILE",
      description = "Which settings may change, and how: YAML, explained in docs/tuning.md.")
  private Path space;

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "How many variants to draw, beside the model as it is declared; default:"
              + " ${DEFAULT-VALUE}.")
  private int trials;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      defaultValue = "halving",
      description =
          "halving gives many variants a few epochs and the best ones more; random gives each all"
              + " epochs; default: ${DEFAULT-VALUE}.")
  private String method;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description = "What is compared; default: what the model's early stopping compares.")
  private Optional<String> metric = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the drawing of variants; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description =
          "How many variants to train at a time; the results are the same for any number; default:"
              + " as many as the processors have threads for.")
  private Optional<Integer> parallel = Optional.empty();

  @Option(names = "--json", description = "Print the result as JSON and nothing else.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    TandemHome directory = home.home();
    directory.requireNoFile();
    JobListener listener = json ? JobListener.silent() : Progress.on(out);
    Optional<TableRun> run = table.map(rows -> model.runOnTable(rows, directory, spec, listener));
    Project project = run.map(TableRun::project).orElseGet(() -> ProjectReader.read(file.path()));
    Model declared = run.isPresent() ? project.models().get(0) : model.choose(project);
    Model judged =
        metric
            .map(
                name ->
                    new ModelSetting.OfTraining("metric")
                        .set(declared, new SettingValue.Scalar(name)))
            .orElse(declared);
    SearchSpace read = SearchSpaceReader.read(space, declared);
    TuningSettings asked = settings(judged);
    run.ifPresent(TableRun::prepare);
    TunedModel tuned = new TuneJob(project, directory, listener).run(judged, read, asked);
    if (json) {
      out.println(TuningJson.write(tuned));
    } else {
      new TuningSummary(out).print(tuned, directory.tuningReport(judged.name()));
    }
    return TandemCommand.DONE;
  }

  private TuningSettings settings(Model judged) {
    SearchMethod chosen =
        SearchMethod.parse(method)
            .orElseThrow(
                () ->
                    wrong(
                        "--method: "
                            + Refusal.unknownName(
                                method,
                                Arrays.stream(SearchMethod.values())
                                    .map(SearchMethod::declaredName)
                                    .toList())));
    return new TuningSettings(
        chosen,
        inRange("--trials", trials),
        seed,
        inRange("--parallel", parallel.orElseGet(() -> parallelTrials(judged))));
  }

  private static int parallelTrials(Model judged) {
    int threads = TrainingSettings.from(judged.training()).threads();
    return Math.max(1, Runtime.getRuntime().availableProcessors() / threads);
  }

  private int inRange(String option, int found) {
    if (found < 1 || found > TuningSettings.MOST) {
      throw wrong(option + ": found " + found + ", allowed: 1 to " + TuningSettings.MOST);
    }
    return found;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
