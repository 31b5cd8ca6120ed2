package dev.tandem.training.evaluation;

/**
 * A dataset that is not what a model reads, so its predictions would mean nothing: backfill the
 * training set again, or train the model again on it.
 */
public final class DatasetMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatasetMismatchException(String message) {
    super(message);
  }
}
