package dev.tandem.serving.predict;

import dev.tandem.serving.fetch.FeatureVectors;
import dev.tandem.serving.fetch.ServedScores;

/**
 * Reads what a request was answered while its features are at hand.
 *
 * @param <T> what it makes of them
 */
public interface Scored<T> {
  /** Called once; the features must not be kept. */
  T read(FeatureVectors features, Predictions predictions);

  /** What is told of the answer to those who listen; the predictions unless there is more. */
  default ServedScores scores(T answer, Predictions predictions) {
    return predictions;
  }
}
