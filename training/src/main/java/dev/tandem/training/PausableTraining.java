package dev.tandem.training;

import dev.tandem.training.learner.Learner;
import java.util.List;

/**
 * A training that runs some epochs, waits, and goes on later as if it had not waited: its bits are
 * those of a training without a pause. One thread at a time; close it to end its threads.
 */
public final class PausableTraining implements AutoCloseable {
  private final TrainingLoop loop;
  private final Learner learner;
  private final Runnable afterwards;

  /**
   * @param afterwards is run when the training is closed
   */
  PausableTraining(TrainingLoop loop, Learner learner, Runnable afterwards) {
    this.loop = loop;
    this.learner = learner;
    this.afterwards = afterwards;
  }

  /**
   * Goes on until so many epochs have been run in all, counted from the beginning, the declared
   * number of epochs is reached, or the validation score has stopped rising.
   *
   * @throws dev.tandem.training.learner.DivergedException if the loss is no longer finite
   */
  public void advance(int epochsInAll) {
    loop.advance(epochsInAll);
  }

  /** True if no epoch is left to run. */
  public boolean isOver() {
    return loop.isOver();
  }

  /** The epochs run so far. */
  public List<EpochReport> epochs() {
    return loop.epochs();
  }

  /** The best epoch so far, counted from 1; 0 if none has a score. */
  public int bestEpoch() {
    return loop.stopping().bestEpoch();
  }

  /** The score of the best epoch, higher is better; minus infinity if none has a score. */
  public double bestScore() {
    return loop.stopping().bestScore();
  }

  @Override
  public void close() {
    learner.close();
    afterwards.run();
  }
}
