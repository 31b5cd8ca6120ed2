package dev.tandem.training;

/**
 * When the state of a run is written.
 *
 * @param epochs after every so many epochs, {@code checkpoint_epochs}; 0 for never
 * @param steps also after every so many steps of an epoch, {@code checkpoint_steps}; 0 for never
 */
public record CheckpointSettings(int epochs, int steps) {
  public CheckpointSettings {
    TrainingSettings.require("checkpoint_epochs", epochs, epochs >= 0, "0 or more");
    TrainingSettings.require("checkpoint_steps", steps, steps >= 0, "0 or more");
  }

  /** True if the state is to be written when an epoch has ended. */
  boolean areDueAfter(int epoch) {
    return epochs > 0 && epoch % epochs == 0;
  }

  /** True if the state is to be written after a step of an epoch that goes on. */
  boolean areDueWithin(int step) {
    return steps > 0 && step % steps == 0;
  }
}
