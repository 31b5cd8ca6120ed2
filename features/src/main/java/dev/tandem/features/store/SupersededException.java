package dev.tandem.features.store;

/**
 * Another writer has taken over what was being written. Trying again never helps; beginning anew
 * after the other has ended is right.
 */
public final class SupersededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SupersededException(String message) {
    super(message);
  }
}
