package dev.tandem.pipelines.export;

/** What an export would write to is there already, or cannot be written; nothing was changed. */
public final class ExportRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExportRefusedException(String message) {
    super(message);
  }
}
