package dev.tandem.features.store;

/** A key of the online store holds something that is no state. Trying again never helps. */
public final class CorruptValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CorruptValueException(String message, Throwable cause) {
    super(message, cause);
  }
}
