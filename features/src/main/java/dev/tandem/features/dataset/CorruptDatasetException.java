package dev.tandem.features.dataset;

/**
 * A dataset whose manifest or parts are not what was published: missing, cut short or changed.
 * Reading again never helps; publishing a new snapshot does.
 */
public final class CorruptDatasetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CorruptDatasetException(String message) {
    super(message);
  }

  public CorruptDatasetException(String message, Throwable cause) {
    super(message, cause);
  }
}
