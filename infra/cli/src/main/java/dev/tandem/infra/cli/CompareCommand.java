package dev.tandem.infra.cli;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Refusal;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.infra.compare.ArchitectureComparison;
import dev.tandem.infra.compare.ComparedArchitecture;
import dev.tandem.infra.compare.ComparisonText;
import dev.tandem.infra.job.JobListener;
import dev.tandem.infra.job.TableRun;
import dev.tandem.infra.job.TandemHome;
import dev.tandem.training.TrainingRun;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tandem compare}: one model with each of several architectures. */
@Command(
    name = "compare",
    description =
        "Train a model with each of several architectures and seeds on the same rows, those of its"
            + " training set or with --table of a table, and print what each reaches on the test"
            + " rows. All but the declared architecture have their default settings.")
final class CompareCommand implements Callable<Integer> {
  private static final String ALL = "all";

  @Mixin private FileParameter file;
  @Mixin private HomeOption home;
  @Mixin private ModelOption model;

  @Option(
      names = "--table",
      paramLabel = "PATH",
      description = "A table to train on; --model then names the file that declares its model.")
  private Optional<String> table = Optional.empty();

  @Option(
      names = "--architectures",
      split = ",",
      paramLabel = "NAME",
      defaultValue = ALL,
      description = "The architectures, or all; default: ${DEFAULT-VALUE}.")
  private List<String> architectures = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "How many trainings of each, from the declared seed on; default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(names = "--json", description = "Print JSON, and nothing else.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    JobListener listener = json ? JobListener.silent() : Progress.on(out);
    List<String> wanted = wanted();
    if (seeds < 1) {
      throw refused("--seeds: found " + seeds + ", allowed: 1 or more");
    }
    Project project = project(listener);
    Model compared = table.isPresent() ? project.models().get(0) : model.choose(project);
    TandemHome kept = home.home();
    List<ComparedArchitecture> results =
        new ArchitectureComparison(
                project,
                compared,
                kept.trainingSet(compared.trainingSet()),
                kept.directory().resolve("comparisons").resolve(compared.name()))
            .run(wanted, seeds, listener);
    ComparisonText text = new ComparisonText(results);
    if (json) {
      out.println(text.json());
    } else {
      text.lines().forEach(out::println);
    }
    return TandemCommand.DONE;
  }

  private Project project(JobListener listener) {
    if (table.isEmpty()) {
      return ProjectReader.read(file.path());
    }
    TableRun run = model.runOnTable(table.get(), home.home(), spec, listener);
    run.prepare();
    return run.project();
  }

  private List<String> wanted() {
    List<String> known = TrainingRun.architectures();
    if (architectures.equals(List.of(ALL))) {
      return known;
    }
    for (String name : architectures) {
      if (!known.contains(name)) {
        throw refused("--architectures: " + Refusal.unknownName(name, known));
      }
    }
    return architectures;
  }

  private ParameterException refused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
