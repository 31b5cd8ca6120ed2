package dev.tandem.serving.edge;

/**
 * A request is well formed but asks for more than the server bears; a smaller one may be answered.
 */
public final class TooMuchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is too much, how much it is, and how much is allowed. */
  public TooMuchException(String field, String found, String allowed) {
    super(field + ": found " + found + ", allowed: " + allowed);
  }
}
