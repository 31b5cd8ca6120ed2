package dev.tandem.training.learner;

/** A training whose numbers are no longer finite; a lower learning rate may help. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DivergedException(String message) {
    super(message);
  }
}
