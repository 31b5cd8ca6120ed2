package dev.tandem.features.bundle;

/** A bundle whose bytes are not what was written; reading it again will not help. */
public final class CorruptBundleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CorruptBundleException(String message) {
    super(message);
  }

  public CorruptBundleException(String message, Throwable cause) {
    super(message, cause);
  }
}
