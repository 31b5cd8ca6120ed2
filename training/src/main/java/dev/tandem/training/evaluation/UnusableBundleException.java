package dev.tandem.training.evaluation;

/** A bundle whose network cannot be run, or is not what its manifest says; train again. */
public final class UnusableBundleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableBundleException(String message) {
    super(message);
  }

  UnusableBundleException(String message, Throwable cause) {
    super(message, cause);
  }
}
