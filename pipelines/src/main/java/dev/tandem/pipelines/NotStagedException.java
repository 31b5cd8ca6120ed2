package dev.tandem.pipelines;

/** A run needs the events of a source that has not been ingested; ingest it first. */
public final class NotStagedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotStagedException(String message) {
    super(message);
  }
}
