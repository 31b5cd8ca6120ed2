package dev.tandem.infra.benchmarks.serving;

import dev.tandem.infra.benchmarks.process.WorkFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tandem bench serving}: reading features from Redis, and predicting with them. */
@Command(
    name = "serving",
    description =
        "Measure what reading features from a Redis on this machine costs, against Jedis reading"
            + " the bytes of the same states; what predicting costs beside its parts; and how many"
            + " requests a server answers.")
public final class ServingCommand implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = "--features",
      split = ",",
      defaultValue = "50,250",
      paramLabel = "N",
      description = "Features of the services, 30 to 300; default: ${DEFAULT-VALUE}.")
  private List<Integer> features = List.of();

  @Option(
      names = "--rows",
      split = ",",
      defaultValue = "1,10,100,200,500",
      paramLabel = "N",
      description = "Candidates of a request; default: ${DEFAULT-VALUE}.")
  private List<Integer> rows = List.of();

  @Option(
      names = "--clients",
      split = ",",
      defaultValue = "1,4,16",
      paramLabel = "N",
      description = "How many ask at once; default: ${DEFAULT-VALUE}.")
  private List<Integer> clients = List.of();

  @Option(
      names = "--entities",
      defaultValue = "100000",
      paramLabel = "N",
      description = "Users and items together; default: ${DEFAULT-VALUE}.")
  private int entities;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      paramLabel = "N",
      description =
          "How long each side of a comparison is measured, by turns; default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--parts",
      split = ",",
      defaultValue = "fetch,memory,wire,rank",
      paramLabel = "PART",
      description = "What to measure; default: ${DEFAULT-VALUE}.")
  private List<String> parts = List.of();

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Keep the files there; default: a temporary folder, deleted.")
  private Optional<Path> work = Optional.empty();

  @Option(names = "--json", description = "Write the result as JSON to standard output.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ServingSettings settings;
    Set<ServingBenchmark.Part> chosen;
    try {
      settings = new ServingSettings(features, rows, clients, entities, seconds);
      chosen = chosen();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    try (WorkFolder folder = WorkFolder.open(work)) {
      PrintWriter progress = spec.commandLine().getErr();
      ServingResult result = new ServingBenchmark(settings, chosen, folder.path(), progress).run();
      PrintWriter out = spec.commandLine().getOut();
      out.println(json ? result.json() : result.summary());
      out.flush();
      return 0;
    }
  }

  private Set<ServingBenchmark.Part> chosen() {
    Set<ServingBenchmark.Part> chosen = EnumSet.noneOf(ServingBenchmark.Part.class);
    for (String part : parts) {
      chosen.add(ServingBenchmark.Part.parse(part));
    }
    return chosen;
  }
}
