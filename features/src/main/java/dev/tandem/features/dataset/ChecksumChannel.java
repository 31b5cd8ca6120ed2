package dev.tandem.features.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Passes bytes on to a channel and tells how many they were and their SHA-256. */
public final class ChecksumChannel implements WritableByteChannel {
  private final WritableByteChannel target;
  private final MessageDigest digest = newDigest();
  private long bytes;

  /** A channel in front of another, which closes with it. */
  public ChecksumChannel(WritableByteChannel target) {
    this.target = target;
  }

  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    ByteBuffer written = source.duplicate();
    int count = target.write(source);
    written.limit(written.position() + count);
    digest.update(written);
    bytes += count;
    return count;
  }

  /** The number of bytes passed on. */
  public long bytes() {
    return bytes;
  }

  /** The SHA-256 of the bytes passed on, in lower-case hex; to be asked once, after the last. */
  public String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public boolean isOpen() {
    return target.isOpen();
  }

  @Override
  public void close() throws IOException {
    target.close();
  }
}
