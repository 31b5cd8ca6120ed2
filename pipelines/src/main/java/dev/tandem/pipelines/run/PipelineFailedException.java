package dev.tandem.pipelines.run;

/**
 * A run stopped before it published anything; what was published before is as it was, and the run
 * may be started again.
 */
public final class PipelineFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PipelineFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
