package dev.tandem.infra.cli;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.infra.job.ModelServer;
import dev.tandem.infra.job.ProjectJobs;
import dev.tandem.infra.job.RouteSettings;
import dev.tandem.serving.edge.ServerSettings;
import dev.tandem.serving.log.ServedLogSettings;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tandem serve}: a trained model behind HTTP. */
@Command(
    name = "serve",
    description =
        "Answer requests for features and predictions through HTTP until Ctrl-C; a version that is"
            + " trained meanwhile takes over. Without --redis it starts a Redis of its own and"
            + " materializes into it what has been ingested.")
final class ServeCommand implements Callable<Integer> {
  @Mixin private FileParameter file;
  @Mixin private HomeOption home;
  @Mixin private PipelineOptions pipelines;
  @Mixin private ModelOption model;
  @Mixin private RedisOption redis;
  @Mixin private RouteOptions route;
  @Mixin private LogOptions log;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "6566",
      description =
          "Where to listen, on this machine only; 0 for any free port;"
              + " default: ${DEFAULT-VALUE}.")
  private int port;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65_535) {
      throw new ParameterException(
          spec.commandLine(), "--port: found " + port + ", allowed: 0 to 65535");
    }
    RouteSettings bundles = route.settings();
    Optional<ServedLogSettings> kept = log.settings();
    PrintWriter out = spec.commandLine().getOut();
    Project project = ProjectReader.read(file.path());
    Model served = model.choose(project);
    ProjectJobs jobs = pipelines.jobs(project, file.path(), home.home(), Progress.on(out));
    try (ModelServer server =
        ModelServer.start(
            project,
            served,
            home.home(),
            jobs,
            redis.endpoint(),
            ServerSettings.defaults().withPort(port),
            bundles,
            kept)) {
      out.println("model " + served.name() + " is served at " + server.uri());
      kept.ifPresent(
          settings ->
              out.println(
                  "what is served is kept in "
                      + settings.directory()
                      + "; check it: ./tandem audit "
                      + file.path()
                      + " --home "
                      + home.home().directory()
                      + " --log "
                      + settings.directory()));
      out.println("next: ./tandem predict " + file.path() + " --server " + server.uri() + " ...");
      out.println("stop with Ctrl-C");
      out.flush();
      // A served log writes what waits when it is closed, so Ctrl-C closes.
      Thread atExit = new Thread(server::close, "close-server");
      Runtime.getRuntime().addShutdownHook(atExit);
      try {
        new CountDownLatch(1).await();
      } finally {
        Runtime.getRuntime().removeShutdownHook(atExit);
        if (bundles.shadow().isPresent()) {
          out.println("shadow: " + server.differences());
          out.flush();
        }
      }
    }
    return TandemCommand.DONE;
  }
}
