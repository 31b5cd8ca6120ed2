package dev.tandem.training.tuning;

import dev.tandem.training.ModelVariants;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One search: budget after budget, with fewer trials each time. */
final class Search {
  private final ModelVariants variants;
  private final TuningSettings settings;
  private final TrialRefusal refusal;
  private final TrialJournal journal;
  private final TuningListener listener;

  Search(
      ModelVariants variants,
      TuningSettings settings,
      TrialRefusal refusal,
      TrialJournal journal,
      TuningListener listener) {
    this.variants = variants;
    this.settings = settings;
    this.refusal = refusal;
    this.journal = journal;
    this.listener = listener;
  }

  /**
   * Runs all trials as far as they get.
   *
   * @param budgets the epochs in all after which trials are compared, ascending
   * @param furthest receives the last result of each trial, by its number
   * @return the number of results that were not in the journal
   */
  int run(List<Trial> trials, List<Integer> budgets, Map<Integer, TrialResult> furthest) {
    EpochCount count = EpochCount.of(settings.method(), trials.size(), budgets);
    PausedTrials waiting = new PausedTrials(0);
    List<Trial> going = trials;
    int trained = 0;
    int before = 0;
    for (int budget : budgets) {
      boolean last = budget == budgets.get(budgets.size() - 1);
      PausedTrials next = new PausedTrials(last ? 0 : settings.method().survivors(going.size()));
      TrialRunner runner = new TrialRunner(variants, refusal, waiting, next, count);
      try (Rung rung = new Rung(runner, journal, settings.parallel(), listener, count)) {
        trained += rung.run(going, before, budget, furthest);
      } catch (RuntimeException e) {
        next.close();
        throw e;
      } finally {
        waiting.close();
      }
      going = survivors(going, furthest);
      waiting = next;
      before = budget;
    }
    return trained;
  }

  /** The best, and the model as it is declared: what is gained is seen by its last score. */
  private List<Trial> survivors(List<Trial> trials, Map<Integer, TrialResult> results) {
    List<Trial> ranked =
        trials.stream()
            .filter(trial -> !results.get(trial.number()).failed())
            .sorted(
                (a, b) ->
                    PausedTrials.BEST_FIRST.compare(
                        results.get(a.number()), results.get(b.number())))
            .toList();
    int most = settings.method().survivors(trials.size());
    return IntStream.range(0, ranked.size())
        .filter(place -> place < most || ranked.get(place).number() == Trial.DECLARED)
        .mapToObj(ranked::get)
        .toList();
  }
}
