package dev.tandem.infra.redis;

/**
 * No Redis server could be started on this machine; the message says what was tried, why each
 * failed and what to install.
 */
public final class RedisNotStartedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RedisNotStartedException(String message) {
    super(message);
  }
}
