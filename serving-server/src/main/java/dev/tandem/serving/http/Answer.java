package dev.tandem.serving.http;

import java.util.Optional;

/** An HTTP status and a JSON body. */
final class Answer {
  private final int status;
  private final byte[] body;
  private final Optional<String> allow;

  Answer(int status, byte[] body) {
    this(status, body, Optional.empty());
  }

  /** An answer that also says which method the path takes. */
  Answer(int status, byte[] body, Optional<String> allow) {
    this.status = status;
    this.body = body;
    this.allow = allow;
  }

  int status() {
    return status;
  }

  /** The body, shared and not copied. */
  byte[] body() {
    return body;
  }

  Optional<String> allow() {
    return allow;
  }
}
