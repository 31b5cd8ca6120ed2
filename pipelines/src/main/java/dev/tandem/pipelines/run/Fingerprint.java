package dev.tandem.pipelines.run;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A hash over everything that decides a run's result; equal inputs in equal order give equal
 * fingerprints. Not thread-safe.
 */
public final class Fingerprint {
  private final MessageDigest digest;

  /** The fingerprint of a kind of run. */
  public Fingerprint(String kind) {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    add(kind);
  }

  /** Adds a text. */
  public Fingerprint add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a number. */
  public Fingerprint add(long number) {
    return add(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  /** Adds a declaration. */
  public Fingerprint add(Record declaration) {
    return add(RecordBytes.encode(declaration));
  }

  private Fingerprint add(byte[] bytes) {
    // The length before the bytes keeps "ab" + "c" apart from "a" + "bc".
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
    return this;
  }

  /** The SHA-256 of all that was added, in hexadecimal; ends the fingerprint. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
