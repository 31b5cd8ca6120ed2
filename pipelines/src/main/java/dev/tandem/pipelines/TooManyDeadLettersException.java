package dev.tandem.pipelines;

/**
 * More of a source's rows are unusable than it allows; nothing was published. The files, the
 * declaration or its limit must be mended.
 */
public final class TooManyDeadLettersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TooManyDeadLettersException(String message) {
    super(message);
  }
}
