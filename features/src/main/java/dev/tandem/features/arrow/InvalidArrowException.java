package dev.tandem.features.arrow;

/**
 * Bytes that are not Arrow, are cut short, or hold a type or value that a table cannot. Reading the
 * same bytes again never helps.
 */
public final class InvalidArrowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidArrowException(String message) {
    super(message);
  }

  InvalidArrowException(String message, Throwable cause) {
    super(message, cause);
  }
}
