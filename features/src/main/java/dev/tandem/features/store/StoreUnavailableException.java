package dev.tandem.features.store;

/** The online store could not be reached or did not answer in time. Trying again is safe. */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was being done, with how many keys, where
   */
  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
