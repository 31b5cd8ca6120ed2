package dev.tandem.training.tuning;

import dev.tandem.training.PausableTraining;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trainings that wait to be gone on with. It holds as many as can go on at all: the best ones, and
 * the model as it is declared. A trial that is not among them will not survive. Thread-safe; close
 * it to end all.
 */
final class PausedTrials implements AutoCloseable {
  /** Better results first; the earlier trial of equals. */
  static final Comparator<TrialResult> BEST_FIRST =
      Comparator.comparingDouble(TrialResult::score)
          .reversed()
          .thenComparingInt(TrialResult::trial);

  private final Map<Integer, Paused> paused = new HashMap<>();
  private final int most;

  /**
   * @param most trials that can go on beside the declared model; 0: none can, nor can that one
   */
  PausedTrials(int most) {
    this.most = most;
  }

  private record Paused(TrialResult result, PausableTraining training) {}

  /** Keeps a training, or ends it or a worse one if there are too many. */
  synchronized void add(TrialResult result, PausableTraining training) {
    paused.put(result.trial(), new Paused(result, training));
    List<TrialResult> drawn =
        paused.values().stream()
            .map(Paused::result)
            .filter(waiting -> most == 0 || waiting.trial() != Trial.DECLARED)
            .sorted(BEST_FIRST)
            .toList();
    if (drawn.size() > most) {
      paused.remove(drawn.get(most).trial()).training().close();
    }
  }

  /** The training of a trial, if it is held; it is the caller's from now on. */
  synchronized Optional<PausableTraining> take(int trial) {
    return Optional.ofNullable(paused.remove(trial)).map(Paused::training);
  }

  @Override
  public synchronized void close() {
    paused.values().forEach(waiting -> waiting.training().close());
    paused.clear();
  }
}
