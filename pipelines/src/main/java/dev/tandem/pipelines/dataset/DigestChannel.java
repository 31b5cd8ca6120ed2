package dev.tandem.pipelines.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and hashes what is written through it; closing it closes the channel beneath. */
final class DigestChannel implements WritableByteChannel {
  private final WritableByteChannel channel;
  private final MessageDigest digest;
  private long bytes;

  DigestChannel(WritableByteChannel channel) {
    this.channel = channel;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    ByteBuffer written = source.duplicate();
    int count = channel.write(source);
    written.limit(written.position() + count);
    digest.update(written);
    bytes += count;
    return count;
  }

  /** The number of bytes written. */
  long bytes() {
    return bytes;
  }

  /** The SHA-256 of all bytes in hexadecimal; ends the digest. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
