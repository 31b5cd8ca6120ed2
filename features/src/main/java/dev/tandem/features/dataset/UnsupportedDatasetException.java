package dev.tandem.features.dataset;

/** A dataset written by a newer Tandem than this one; only an upgrade of this one helps. */
public final class UnsupportedDatasetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnsupportedDatasetException(String message) {
    super(message);
  }
}
