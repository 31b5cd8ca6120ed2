package dev.tandem.serving.edge;

/** The port is taken by another process: choose another, or stop that process. */
public final class PortInUseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The port that was asked for. */
  public PortInUseException(String host, int port, Throwable cause) {
    super(
        "port "
            + port
            + " of "
            + host
            + " is in use: stop the process that listens there, or choose another port (0 for any"
            + " free one)",
        cause);
  }
}
