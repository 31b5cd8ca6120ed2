package dev.tandem.infra.cli;

import dev.tandem.infra.job.TunedModel;
import dev.tandem.training.tuning.Trial;
import dev.tandem.training.tuning.TrialResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a person wants to know of a search: the best trials, and what to declare. */
final class TuningSummary {
  private static final int SHOWN = 5;

  private final PrintWriter out;

  TuningSummary(PrintWriter out) {
    this.out = out;
  }

  /** Prints what was found; {@code page} is where more of it stands. */
  void print(TunedModel tuned, Path page) {
    List<TrialResult> results = tuned.found().results();
    out.println();
    out.println("trial      score    epochs  settings");
    results.stream().limit(SHOWN).forEach(this::line);
    results.stream()
        .skip(SHOWN)
        .filter(result -> result.trial() == Trial.DECLARED)
        .forEach(this::line);
    results.stream().filter(TrialResult::failed).limit(SHOWN).forEach(this::failure);
    out.println();
    out.println("test rows of the best, which the search has not looked at:");
    tuned.trained().test().forEach(task -> out.println("  " + task.task() + " " + task.values()));
    out.println();
    if (tuned.found().best().number() == Trial.DECLARED) {
      out.println("no trial is better than the model as it is declared");
    } else {
      out.println("settings of the best, for models." + tuned.trained().model() + ":");
      tuned.declaration().lines().forEach(line -> out.println("  " + line));
    }
    out.println();
    out.println("trials " + tuned.found().journal());
    out.println("bundle " + tuned.trained().bundle());
    out.println("report " + page);
    out.flush();
  }

  private void line(TrialResult result) {
    if (result.failed()) {
      return;
    }
    out.println(
        String.format(
            Locale.ROOT,
            "%-8s %8.5f  %6d  %s",
            result.trial() == Trial.DECLARED ? "declared" : String.valueOf(result.trial()),
            result.score(),
            result.scores().size(),
            settings(result)));
  }

  private void failure(TrialResult result) {
    out.println(
        String.format(
            Locale.ROOT,
            "%-8d failed: %s; %s",
            result.trial(),
            result.failure(),
            settings(result)));
  }

  private static String settings(TrialResult result) {
    return result.settings().entrySet().stream()
        .map(setting -> setting.getKey() + ": " + setting.getValue())
        .collect(Collectors.joining(", "));
  }
}
