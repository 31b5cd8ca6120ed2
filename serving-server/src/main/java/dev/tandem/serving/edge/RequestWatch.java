package dev.tandem.serving.edge;

/**
 * Watches the requests of a server. Called on the thread of the request, once or twice for each: it
 * never waits and throws nothing. Thread-safe.
 */
public interface RequestWatch {
  /** Watches nothing. */
  RequestWatch NONE =
      new RequestWatch() {
        @Override
        public void encoded(long nanos) {}

        @Override
        public void answered(Protocol protocol, String path, String status, long nanos) {}
      };

  /** How a request came. */
  enum Protocol {
    /** By HTTP/1.1. */
    HTTP,
    /** By gRPC. */
    GRPC
  }

  /** Writing the bytes of an answer took so many nanoseconds. */
  void encoded(long nanos);

  /**
   * A request was answered, whatever the answer.
   *
   * @param path one of the server's paths or methods, or {@code other}
   * @param status the protocol's name of how it ended, for example 200 or OK
   * @param nanos from the request's head to the last byte of the answer
   */
  void answered(Protocol protocol, String path, String status, long nanos);
}
