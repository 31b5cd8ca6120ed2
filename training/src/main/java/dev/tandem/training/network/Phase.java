package dev.tandem.training.network;

/** What a forward pass is for. */
public enum Phase {
  /** Learning: dropout is active. */
  TRAINING,
  /** Predicting: every unit is used. */
  INFERENCE
}
