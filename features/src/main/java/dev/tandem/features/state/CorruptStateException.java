package dev.tandem.features.state;

/**
 * A packed state that cannot be read: cut short, damaged, or written for other declarations.
 * Reading it again does not help; materializing the view does.
 */
public final class CorruptStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what was found and what is allowed. */
  public CorruptStateException(String message) {
    super(message);
  }

  /** The same with a cause. */
  CorruptStateException(String message, Throwable cause) {
    super(message, cause);
  }
}
