package dev.tandem.serving.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * A secret that a client must know. Only its SHA-256 is kept, comparing takes the same time
 * whatever is wrong, and no text shows it. Immutable.
 */
public final class ApiKey {
  /** The shortest key, in characters. */
  public static final int MIN_LENGTH = 16;

  /** The header that carries a key alone. */
  public static final String HEADER = "X-API-Key";

  private static final String BEARER = "Bearer ";

  private final byte[] digest;

  private ApiKey(byte[] digest) {
    this.digest = digest;
  }

  /**
   * A key of at least {@value #MIN_LENGTH} visible ASCII characters.
   *
   * @throws IllegalArgumentException if it is another text; the message does not repeat it
   */
  public static ApiKey of(String key) {
    if (key.length() < MIN_LENGTH || !key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "an API key has at least "
              + MIN_LENGTH
              + " characters, each of them visible ASCII; found "
              + key.length()
              + " characters");
    }
    return new ApiKey(sha256(key));
  }

  /**
   * The key that a file holds, space around it left out.
   *
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if it holds no key
   */
  public static ApiKey read(Path file) {
    try {
      return of(Files.readString(file).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the API key in " + file, e);
    }
  }

  /**
   * True if a request gives the key, in either of two headers.
   *
   * @param key what {@code X-API-Key} says
   * @param authorization what {@code Authorization} says, {@code Bearer} before the key
   */
  public boolean isGiven(Optional<String> key, Optional<String> authorization) {
    Optional<String> bearer =
        authorization
            .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
            .map(text -> text.substring(BEARER.length()).strip());
    return key.or(() -> bearer).filter(this::matches).isPresent();
  }

  private boolean matches(String key) {
    return MessageDigest.isEqual(digest, sha256(key));
  }

  private static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Nothing of the key. */
  @Override
  public String toString() {
    return "***";
  }
}
