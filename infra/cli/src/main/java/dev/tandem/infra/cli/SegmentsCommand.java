package dev.tandem.infra.cli;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Refusal;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.infra.job.Datasets;
import dev.tandem.infra.segment.SegmentText;
import dev.tandem.infra.segment.Segments;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tandem segments}: groups of rows by what a model predicts for them. */
@Command(
    name = "segments",
    description =
        "Group the test rows of a trained model, such as customers, by how high some of its scores"
            + " are, and show for each group what was predicted and what came true.")
final class SegmentsCommand implements Callable<Integer> {
  private static final int MOST_SEGMENTS = 1000;

  @Mixin private FileParameter file;
  @Mixin private HomeOption home;
  @Mixin private ModelOption model;

  @Option(
      names = "--by",
      required = true,
      split = ",",
      paramLabel = "TASK",
      description = "The tasks whose scores make the groups.")
  private List<String> by = List.of();

  @Option(
      names = "--levels",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Into how many equal parts each score cuts the rows; default: ${DEFAULT-VALUE}.")
  private int levels;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Model grouped = model.choose(ProjectReader.read(file.path()));
    check(grouped);
    Path bundle = home.home().bundle(grouped.name());
    Segments segments =
        Segments.of(
            grouped.name(),
            grouped.tasks(),
            by,
            levels,
            Datasets.readPredictions(bundle, grouped.name()));
    SegmentText text = new SegmentText(segments);
    PrintWriter out = spec.commandLine().getOut();
    text.lines().forEach(out::println);
    Path page = home.home().directory().resolve("segments.html");
    Files.write(page, text.page());
    out.println("page " + page);
    return TandemCommand.DONE;
  }

  private void check(Model grouped) {
    List<String> tasks = grouped.tasks().stream().map(Task::name).toList();
    for (String name : by) {
      if (!tasks.contains(name)) {
        throw refused("--by: " + Refusal.unknownName(name, tasks));
      }
    }
    if (levels < 2 || Math.pow(levels, by.size()) > MOST_SEGMENTS) {
      throw refused(
          "--levels: found "
              + levels
              + ", allowed: 2 or more, and at most "
              + MOST_SEGMENTS
              + " segments in all");
    }
  }

  private ParameterException refused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
