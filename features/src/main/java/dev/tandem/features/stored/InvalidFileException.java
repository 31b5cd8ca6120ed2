package dev.tandem.features.stored;

/**
 * A file is not of its format, is cut short, or is damaged. Reading the same bytes again never
 * helps.
 */
public final class InvalidFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message names the file. */
  public InvalidFileException(String message) {
    super(message);
  }

  /** The same with what lies behind it. */
  public InvalidFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
