package dev.tandem.features.aggregate;

/**
 * A number that leaves 64 bits on its way into an aggregate. The caller cannot retry: the field
 * needs a {@code range}, or the feature a smaller scale or a shorter window.
 */
public final class NumberOverflowException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  /** With what was found and what is allowed. */
  public NumberOverflowException(String message) {
    super(message);
  }

  /** The same, saying which feature it happened to. */
  public NumberOverflowException of(String feature) {
    NumberOverflowException named = new NumberOverflowException(feature + ": " + getMessage());
    named.initCause(this);
    return named;
  }
}
