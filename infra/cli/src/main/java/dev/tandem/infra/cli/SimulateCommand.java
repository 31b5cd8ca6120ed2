package dev.tandem.infra.cli;

import dev.tandem.infra.job.TandemHome;
import dev.tandem.infra.shop.Dirt;
import dev.tandem.infra.shop.ShopOptions;
import dev.tandem.infra.shop.SimulationReport;
import dev.tandem.infra.shop.Simulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tandem simulate}: writes the log of a simulated shop. */
@Command(
    name = "simulate",
    description =
        "Write the log of a simulated shop as CSV: events.csv, items.csv, users.csv,"
            + " weeks.csv, and apart from them truth/ with the true probabilities. The same options give the same"
            + " bytes.")
final class SimulateCommand implements Callable<Integer> {
  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
  private Path out;

  @Option(
      names = "--impressions",
      paramLabel = "N",
      defaultValue = "300000",
      description = "How many items are shown; default: ${DEFAULT-VALUE}.")
  private long impressions;

  @Option(
      names = "--users",
      paramLabel = "N",
      description = "How many customers; default: one for every 100 impressions.")
  private Optional<Integer> users = Optional.empty();

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "How many items are on offer; default: one for every 300 impressions.")
  private Optional<Integer> items = Optional.empty();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "35",
      description = "How many days the log covers; default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Which of the possible shops; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--dirty",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description =
          "How many dirty rows for each clean one: broken, duplicate, late, out of order, from"
              + " the future or before 1970; default: ${DEFAULT-VALUE}.")
  private double dirty;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    Progress progress = Progress.on(print);
    ShopOptions options = options();
    new TandemHome(out).create();
    progress.begin("simulate");
    SimulationReport report =
        Simulator.simulate(options, out, (done, all) -> progress.reached(done, all, "impressions"));
    progress.done(summary(report));
    print.println("written to " + out);
    return TandemCommand.DONE;
  }

  private ShopOptions options() {
    try {
      return new ShopOptions(
          impressions,
          users.orElse(ShopOptions.usersFor(impressions)),
          items.orElse(ShopOptions.itemsFor(impressions)),
          days,
          seed,
          dirty);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** What was simulated, in one line. */
  static String summary(SimulationReport report) {
    return Progress.count(report.eventRows())
        + " rows: "
        + Progress.count(report.impressions())
        + " impressions, "
        + Progress.count(report.clicks())
        + " clicks, "
        + Progress.count(report.carts())
        + " carts, "
        + Progress.count(report.purchases())
        + " purchases, "
        + Progress.count(report.ratings())
        + " ratings; "
        + Progress.count(report.dirty().values().stream().mapToLong(Long::longValue).sum())
        + " dirty rows, of which "
        + Progress.count(report.rows(Dirt.Fate.DEAD_LETTER))
        + " are broken";
  }
}
