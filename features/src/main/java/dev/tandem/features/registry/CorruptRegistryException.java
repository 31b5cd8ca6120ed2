package dev.tandem.features.registry;

/** A version's file is not what was written; reading it again will not help. */
public final class CorruptRegistryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CorruptRegistryException(String message) {
    super(message);
  }

  CorruptRegistryException(String message, Throwable cause) {
    super(message, cause);
  }
}
