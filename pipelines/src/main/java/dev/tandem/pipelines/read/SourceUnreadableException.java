package dev.tandem.pipelines.read;

/**
 * A source's files are missing or cannot be read as declared; the declaration, the files or the
 * path must be mended, and a retry alone does not help.
 */
public final class SourceUnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SourceUnreadableException(String message) {
    super(message);
  }

  public SourceUnreadableException(String message, Throwable cause) {
    super(message, cause);
  }
}
