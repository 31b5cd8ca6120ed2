package dev.tandem.infra.cli;

import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.infra.audit.Audit;
import dev.tandem.infra.audit.AuditReport;
import dev.tandem.infra.job.JobSettings;
import dev.tandem.infra.job.LogFiles;
import dev.tandem.infra.job.ShopExample;
import dev.tandem.infra.job.TandemHome;
import dev.tandem.infra.job.WholePath;
import dev.tandem.infra.report.RunReport;
import dev.tandem.infra.shop.ShopOptions;
import dev.tandem.pipelines.RunnerKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tandem quickstart}: the whole path for a simulated shop. */
@Command(
    name = "quickstart",
    description =
        "Simulate a shop and go the whole path with its log, from the declaration to served"
            + " predictions; the report holds the model against the true probabilities.")
final class QuickstartCommand implements Callable<Integer> {
  @Mixin private RedisOption redis;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "runs/quickstart",
      description = "Where to keep everything; default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--impressions",
      paramLabel = "N",
      defaultValue = "300000",
      description = "How many items are shown to the shop's customers; default: ${DEFAULT-VALUE}.")
  private long impressions;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    Progress progress = Progress.on(print);
    ShopExample example = ShopExample.in(out);
    ShopOptions options = options();
    new TandemHome(out).create();
    progress.begin("simulate");
    progress.done(
        SimulateCommand.summary(
            example.simulate(options, (done, all) -> progress.reached(done, all, "impressions"))));
    TandemHome home = new TandemHome(out);
    JobSettings settings =
        new JobSettings(
            new LogFiles(example.declaration(), Optional.of(example.data())),
            home,
            Optional.empty(),
            RunnerKind.DIRECT,
            redis.endpoint(),
            Optional.of(example.truth()),
            Optional.of(home.served()));
    RunReport report = WholePath.run(settings, progress);
    AuditReport audit = audit(example, home, progress);
    new RunSummary(print)
        .with(audit)
        .print(report, home, "./tandem serve " + example.declaration() + " --home " + out);
    return report.isConsistent() && audit.isClean() ? TandemCommand.DONE : TandemCommand.FAILED;
  }

  private static AuditReport audit(ShopExample example, TandemHome home, Progress progress) {
    return new Audit(
            ProjectReader.read(example.declaration()),
            home,
            RunnerOption.direct(home),
            Audit.EXAMPLES,
            progress)
        .run(home.served());
  }

  private ShopOptions options() {
    try {
      return ShopOptions.of(impressions);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
