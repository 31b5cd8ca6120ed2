package dev.tandem.serving.fetch;

/**
 * A request that cannot be answered as it is; the same request will fail again, so never retry.
 *
 * <p>Says which part of the request is wrong, what was found there and what is allowed.
 */
public final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST_FOUND = 120;

  private final String field;
  private final String found;
  private final String allowed;

  /**
   * A mistake in one part of a request.
   *
   * @param field the part, for example {@code entities.user_id}
   * @param found what stands there; cut after 120 characters
   * @param allowed what may stand there
   */
  public InvalidRequestException(String field, String found, String allowed) {
    this(field, found, allowed, null);
  }

  /** The same with a cause. */
  public InvalidRequestException(String field, String found, String allowed, Throwable cause) {
    super(field + ": found " + cut(found) + ", allowed: " + allowed, cause);
    this.field = field;
    this.found = cut(found);
    this.allowed = allowed;
  }

  /** The part of the request that is wrong. */
  public String field() {
    return field;
  }

  /** What stands there. */
  public String found() {
    return found;
  }

  /** What may stand there. */
  public String allowed() {
    return allowed;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_FOUND ? text : text.substring(0, LONGEST_FOUND) + "…";
  }
}
