package dev.tandem.pipelines.materialize;

/**
 * The store holds states of a later cut than the one asked for, and from other events or
 * declarations, so that neither can they stay nor be replaced. A later cut, or deleting the view's
 * keys, is right.
 */
public final class StoreAheadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreAheadException(String message) {
    super(message);
  }
}
