package dev.tandem.infra.cli;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.infra.job.ModelServer;
import dev.tandem.infra.job.ProjectJobs;
import dev.tandem.infra.job.ServingSettings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tandem serve}: a trained model behind HTTP and gRPC. */
@Command(
    name = "serve",
    description =
        "Answer requests for features and predictions through HTTP, and gRPC if asked to, until"
            + " Ctrl-C; a version that is trained meanwhile takes over. Without --redis it starts a"
            + " Redis of its own and materializes into it what has been ingested.")
final class ServeCommand implements Callable<Integer> {
  @Mixin private FileParameter file;
  @Mixin private HomeOption home;
  @Mixin private PipelineOptions pipelines;
  @Mixin private ModelOption model;
  @Mixin private RedisOption redis;
  @Mixin private RouteOptions route;
  @Mixin private LogOptions log;

  @Mixin private ServerOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    ServingSettings settings =
        new ServingSettings(
            options.server(System.getenv()), options.fetch(), route.settings(), log.settings());
    PrintWriter out = spec.commandLine().getOut();
    Project project = ProjectReader.read(file.path());
    Model served = model.choose(project);
    ProjectJobs jobs = pipelines.jobs(project, file.path(), home.home(), Progress.on(out));
    try (ModelServer running =
        ModelServer.start(project, served, home.home(), jobs, redis.endpoint(), settings)) {
      out.println("model " + served.name() + " is served at " + running.uri());
      running
          .grpcPort()
          .ifPresent(port -> out.println("gRPC: " + settings.server().host() + ":" + port));
      settings
          .log()
          .ifPresent(
              kept ->
                  out.println(
                      "what is served is kept in "
                          + kept.directory()
                          + "; check it: ./tandem audit "
                          + file.path()
                          + " --home "
                          + home.home().directory()
                          + " --log "
                          + kept.directory()));
      out.println("next: ./tandem predict " + file.path() + " --server " + running.uri() + " ...");
      out.println("stop with Ctrl-C");
      out.flush();
      // A served log writes what waits when it is closed, so Ctrl-C closes.
      Thread atExit = new Thread(running::close, "close-server");
      Runtime.getRuntime().addShutdownHook(atExit);
      try {
        new CountDownLatch(1).await();
      } finally {
        Runtime.getRuntime().removeShutdownHook(atExit);
        if (settings.route().shadow().isPresent()) {
          out.println("shadow: " + running.differences());
          out.flush();
        }
      }
    }
    return TandemCommand.DONE;
  }
}
