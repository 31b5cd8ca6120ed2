package dev.tandem.infra.job;

/** A job cannot go on for a reason that its user can mend. */
public final class JobFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message says what to do. */
  public JobFailedException(String message) {
    super(message);
  }

  /** The same with what lies behind it. */
  public JobFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
