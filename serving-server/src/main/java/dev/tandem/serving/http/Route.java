package dev.tandem.serving.http;

/**
 * A path of the server, the one method that it takes, and what it answers.
 *
 * @param audience who may ask
 */
record Route(String method, String path, Audience audience, Handler handler) {
  /** Who may ask where the server has an API key. */
  enum Audience {
    /** Who knows the key. */
    KEY_HOLDERS,
    /** Everybody: what a load balancer or an orchestrator asks. */
    EVERYBODY
  }

  /** What a path answers. Thread-safe. */
  interface Handler {
    /** The answer to a body; whatever it throws is answered as an error. */
    Answer answer(byte[] body);
  }

  /** A path that takes a body and asks for the key. */
  static Route post(String path, Handler handler) {
    return new Route("POST", path, Audience.KEY_HOLDERS, handler);
  }

  /** A path without a body that asks for the key. */
  static Route get(String path, Handler handler) {
    return new Route("GET", path, Audience.KEY_HOLDERS, handler);
  }

  /** A path without a body that everybody may ask. */
  static Route open(String path, Handler handler) {
    return new Route("GET", path, Audience.EVERYBODY, handler);
  }

  /**
   * True if a request with this method is for the handler; HEAD is GET without the answer's body.
   */
  boolean takes(String other) {
    return method.equals(other) || (method.equals("GET") && other.equals("HEAD"));
  }
}
