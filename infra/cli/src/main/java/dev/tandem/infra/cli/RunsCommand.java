package dev.tandem.infra.cli;

import dev.tandem.infra.job.TandemHome;
import dev.tandem.pipelines.ledger.Ledger;
import dev.tandem.pipelines.ledger.LedgerEntry;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tandem runs}: what was run in a home. */
@Command(
    name = "runs",
    description =
        "List the steps that were run: when, how they ended, how much they computed and why.")
final class RunsCommand implements Callable<Integer> {
  @Mixin private HomeOption home;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many steps, the newest; default: ${DEFAULT-VALUE}.")
  private int last;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    TandemHome directory = home.home();
    directory.requireNoFile();
    PrintWriter out = spec.commandLine().getOut();
    List<LedgerEntry> entries = Ledger.in(directory.ledger().toString()).entries();
    if (entries.isEmpty()) {
      out.println("nothing was run in " + directory.directory());
      return TandemCommand.DONE;
    }
    int first = Math.max(0, entries.size() - Math.max(0, last));
    if (first > 0) {
      out.println(first + " earlier steps; --last " + entries.size() + " lists them");
    }
    entries.subList(first, entries.size()).forEach(entry -> out.println(line(entry)));
    return TandemCommand.DONE;
  }

  private static String line(LedgerEntry entry) {
    return String.format(
        Locale.ROOT,
        "%s  %-11s  %8s  %s %s: %s",
        entry.started().truncatedTo(ChronoUnit.SECONDS),
        entry.outcome().word(),
        entry.ended().map(ended -> elapsed(entry.started(), ended)).orElse(""),
        entry.step(),
        entry.subject(),
        entry.text());
  }

  private static String elapsed(Instant from, Instant to) {
    return Progress.elapsed(Duration.between(from, to).toMillis());
  }
}
