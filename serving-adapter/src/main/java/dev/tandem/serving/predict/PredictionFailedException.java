package dev.tandem.serving.predict;

/** A model cannot be loaded or run; the bundle is at fault, so a retry fails again. */
public final class PredictionFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PredictionFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  PredictionFailedException(String message) {
    super(message);
  }
}
