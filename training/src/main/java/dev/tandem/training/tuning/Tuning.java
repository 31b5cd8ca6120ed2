package dev.tandem.training.tuning;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.search.SearchSpace;
import dev.tandem.training.ModelVariants;
import dev.tandem.training.ProgressListener;
import dev.tandem.training.TrainingSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A search for better settings of a model. Trials are compared by the score of their validation
 * rows alone, that of early stopping; test rows are not looked at. Immutable.
 */
public final class Tuning {
  private final Model model;
  private final SearchSpace space;
  private final TuningSettings settings;

  private Tuning(Model model, SearchSpace space, TuningSettings settings) {
    this.model = model;
    this.space = space;
    this.settings = settings;
  }

  /**
   * A search.
   *
   * @param model as it is declared; it is a trial as well
   * @throws InvalidDeclarationException if the model has no validation rows to judge trials by
   */
  public static Tuning of(Model model, SearchSpace space, TuningSettings settings) {
    if (TrainingSettings.from(model.training()).validationShare() == 0) {
      throw new InvalidDeclarationException(
          List.of(
              new Problem(
                  "training.validation_share",
                  "found 0, allowed: above 0, since trials are judged by validation rows")));
    }
    return new Tuning(model, space, settings);
  }

  /**
   * Searches. What the journal in {@code folder} knows from a search of the same model, space, seed
   * and rows is not computed again, whatever the method and the number of trials were.
   *
   * @param check looks at a variant before any is trained, and throws if it is refused
   * @throws InvalidDeclarationException if a trial has a setting that a part of the model refuses
   * @throws TuningFailedException if no trial came to a result
   */
  public TuningReport run(
      ModelVariants variants, Consumer<Model> check, Path folder, TuningListener listener) {
    List<Trial> trials = new TrialDraws(model, space).draw(settings.trials(), settings.seed());
    requireAccepted(trials, check, variants);
    TrialJournal journal =
        TrialJournal.open(folder.resolve(identity(variants)).resolve("trials.jsonl"));
    int epochs = TrainingSettings.from(model.training()).epochs();
    List<Integer> budgets = settings.method().budgets(epochs);
    Search search = new Search(variants, settings, new TrialRefusal(space), journal, listener);
    Map<Integer, TrialResult> furthest = new TreeMap<>();
    int trained = search.run(trials, budgets, furthest);
    return report(trials, furthest, trained, journal);
  }

  /** A setting that is refused should be so now and not after hours. */
  private void requireAccepted(List<Trial> trials, Consumer<Model> check, ModelVariants variants) {
    for (Trial trial : trials) {
      try {
        check.accept(trial.model());
        if (trial.model().inputs().equals(model.inputs())) {
          variants.begin(trial.model(), ProgressListener.SILENT).close();
        }
      } catch (InvalidDeclarationException e) {
        throw new TrialRefusal(space).of(trial, e);
      }
    }
  }

  private static TuningReport report(
      List<Trial> trials, Map<Integer, TrialResult> furthest, int trained, TrialJournal journal) {
    List<TrialResult> results = new ArrayList<>(furthest.values());
    results.sort(
        Comparator.comparing(TrialResult::failed)
            .thenComparing(Comparator.comparingInt(TrialResult::budget).reversed())
            .thenComparing(PausedTrials.BEST_FIRST));
    TrialResult best = results.get(0);
    if (best.bestEpoch() == 0 || best.failed()) {
      throw new TuningFailedException(
          best.failed()
              ? "no trial came to a result; the first: " + furthest.get(Trial.DECLARED).failure()
              : "no trial has a score: the validation rows have too few labels");
    }
    Trial winner =
        trials.stream().filter(t -> t.number() == best.trial()).findFirst().orElseThrow();
    return new TuningReport(winner, results, trained, journal.file());
  }

  /** What decides the result of a trial of a given number, in a name for a folder. */
  private String identity(ModelVariants variants) {
    String ranges =
        space.dimensions().stream()
            .map(d -> d.setting().path() + "=" + d.range())
            .collect(Collectors.joining("\n"));
    String trained = model.withRanking(Optional.empty()).toString();
    String all = String.join("\n", trained, ranges, variants.fingerprint());
    return sha256(all + "\n" + settings.seed()).substring(0, 16);
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
