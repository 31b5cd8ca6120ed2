package dev.tandem.serving.predict;

/** Hears what a shadow model says to requests that another model has answered. */
public interface ShadowListener {
  /**
   * Called on the shadow's thread, after the answer.
   *
   * @param answered what the request was answered
   * @param shadow what the shadow predicts for the same rows
   */
  void scored(Predictions answered, Predictions shadow);
}
