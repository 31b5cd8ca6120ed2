package dev.tandem.serving.fetch;

/** A part of the work for one request. */
public enum Stage {
  /** Asking the store and waiting for it. */
  READ,
  /** From stored states to the features of views. */
  DECODE,
  /** The on-demand features. */
  EVALUATE,
  /** From features to a model's predictions. */
  PREDICT
}
