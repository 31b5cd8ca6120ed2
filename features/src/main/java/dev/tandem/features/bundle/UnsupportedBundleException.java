package dev.tandem.features.bundle;

/** A bundle in a newer format than this program reads; a newer program can. */
public final class UnsupportedBundleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnsupportedBundleException(String message) {
    super(message);
  }
}
