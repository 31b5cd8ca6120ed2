package dev.tandem.serving.edge;

import java.nio.file.Path;

/** A certificate or key file cannot be used; says which one and why, never what stands in it. */
public final class InvalidTlsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidTlsException(Path file, String reason, Throwable cause) {
    super(file + ": " + reason, cause);
  }
}
