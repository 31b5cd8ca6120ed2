package dev.tandem.training.export;

/** An exported network that does not compute what the trainer computes; it is not published. */
public final class ExportMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ExportMismatchException(String message) {
    super(message);
  }

  public ExportMismatchException(String message, Throwable cause) {
    super(message, cause);
  }
}
