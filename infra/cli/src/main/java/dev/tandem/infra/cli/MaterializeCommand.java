package dev.tandem.infra.cli;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.redis.RedisEndpoint;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.infra.job.DryRun;
import dev.tandem.infra.job.ProjectJobs;
import dev.tandem.pipelines.Materialize;
import dev.tandem.pipelines.materialize.RedisStoreSpec;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tandem materialize}: from logs to the online store. */
@Command(
    name = "materialize",
    description = "Read the logs and write what a model's features need to the online store.")
final class MaterializeCommand implements Callable<Integer> {
  @Mixin private FileParameter file;
  @Mixin private HomeOption home;
  @Mixin private PipelineOptions pipelines;
  @Mixin private ModelOption model;
  @Mixin private DryRunOption dryRun;

  @Option(
      names = "--redis",
      required = true,
      paramLabel = "ENDPOINT",
      description =
          "The Redis that is the online store: host:port, or redis://, redis-cluster:// or"
              + " redis-sentinel://; docs/operations.md has the forms.")
  private String redis;

  @Option(
      names = "--cut",
      paramLabel = "TIME",
      description =
          "Fold the events before this instant, such as 2026-01-31T00:00:00Z; default: all.")
  private Optional<String> cut = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    RedisStoreSpec store = RedisStoreSpec.of(endpoint());
    Optional<Instant> until = cut();
    Project project = ProjectReader.read(file.path());
    String service = project.trainingSet(model.choose(project).trainingSet()).service();
    List<String> sources = Materialize.of(project, service).sources();
    PrintWriter out = spec.commandLine().getOut();
    if (dryRun.isOn()) {
      DryRun steps = pipelines.dryRun(project, file.path(), home.home(), out);
      steps.materialize(service, until, Optional.of(store), steps.ingest(sources));
      return TandemCommand.DONE;
    }
    ProjectJobs jobs = pipelines.jobs(project, file.path(), home.home(), Progress.on(out));
    jobs.ingest(sources);
    jobs.materialize(service, until, store);
    return TandemCommand.DONE;
  }

  private RedisEndpoint endpoint() {
    try {
      return RedisEndpoint.parse(redis);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--redis: " + e.getMessage(), e);
    }
  }

  private Optional<Instant> cut() {
    try {
      return cut.map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--cut: found " + cut.orElse("") + ", allowed: an instant such as 2026-01-31T00:00:00Z",
          e);
    }
  }
}
