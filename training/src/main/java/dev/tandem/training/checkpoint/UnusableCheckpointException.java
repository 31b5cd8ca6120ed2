package dev.tandem.training.checkpoint;

/** A checkpoint is cut off, altered or of another run; an older one may still be good. */
public final class UnusableCheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnusableCheckpointException(String message) {
    super(message);
  }

  UnusableCheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
