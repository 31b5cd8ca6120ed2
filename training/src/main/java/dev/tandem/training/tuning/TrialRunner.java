package dev.tandem.training.tuning;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.training.EpochReport;
import dev.tandem.training.ModelVariants;
import dev.tandem.training.PausableTraining;
import dev.tandem.training.ProgressListener;
import dev.tandem.training.TrainingSettings;
import dev.tandem.training.learner.DivergedException;

/**
 * Trains one trial up to a budget: a paused one from where it is, another from the beginning, with
 * the same bits. Thread-safe.
 */
final class TrialRunner {
  private final ModelVariants variants;
  private final TrialRefusal refusal;
  private final PausedTrials waiting;
  private final PausedTrials next;
  private final EpochCount count;

  /**
   * @param waiting trainings of the budget before
   * @param next takes the trainings that may be gone on with
   */
  TrialRunner(
      ModelVariants variants,
      TrialRefusal refusal,
      PausedTrials waiting,
      PausedTrials next,
      EpochCount count) {
    this.variants = variants;
    this.refusal = refusal;
    this.waiting = waiting;
    this.next = next;
    this.count = count;
  }

  /**
   * Trains; a loss that is no longer finite is a result.
   *
   * @param before the epochs in all of the budget before
   * @throws InvalidDeclarationException if a part of the model refuses a setting of the trial
   */
  TrialResult run(Trial trial, int before, int budget) {
    PausableTraining training = training(trial, before);
    TrialResult result;
    try {
      training.advance(budget);
      result = result(trial, budget, training, "");
    } catch (DivergedException e) {
      training.close();
      return result(trial, budget, training, e.getMessage());
    } catch (RuntimeException | Error e) {
      training.close();
      throw e;
    }
    next.add(result, training);
    return result;
  }

  private PausableTraining training(Trial trial, int before) {
    return waiting
        .take(trial.number())
        .orElseGet(
            () -> {
              try {
                return variants.begin(trial.model(), counting(before));
              } catch (InvalidDeclarationException e) {
                throw refusal.of(trial, e);
              }
            });
  }

  private ProgressListener counting(int before) {
    return new ProgressListener() {
      @Override
      public void stepped(int epoch, int step, int steps, double loss) {
        if (Thread.currentThread().isInterrupted()) {
          throw new IllegalStateException("the search was interrupted");
        }
      }

      @Override
      public void epochEnded(EpochReport epoch) {
        if (epoch.epoch() > before) {
          count.add(1);
        }
      }
    };
  }

  private static TrialResult result(
      Trial trial, int budget, PausableTraining training, String failure) {
    return new TrialResult(
        trial.number(),
        trial.settings(),
        TrainingSettings.from(trial.model().training()).seed(),
        budget,
        training.epochs().stream().map(EpochReport::score).toList(),
        training.bestEpoch(),
        failure,
        training.epochs().stream().mapToDouble(EpochReport::seconds).sum());
  }
}
