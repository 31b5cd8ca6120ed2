package dev.tandem.pipelines.read;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;

/**
 * Computes the SHA-256 of what is read from it, on another processor while the reader goes on. For
 * one thread.
 */
final class ChecksumStream extends FilterInputStream {
  private static final int BLOCK_BYTES = 1 << 20;

  private final MessageDigest digest;
  private byte[] filling = new byte[BLOCK_BYTES];
  private byte[] digesting = new byte[BLOCK_BYTES];
  private int filled;
  private CompletableFuture<Void> pending = CompletableFuture.completedFuture(null);

  ChecksumStream(InputStream in) {
    super(in);
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public int read() throws IOException {
    int b = in.read();
    if (b >= 0) {
      add(new byte[] {(byte) b}, 0, 1);
    }
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    if (count > 0) {
      add(bytes, offset, count);
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    throw new IOException("a checksum covers every byte");
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** The hash in hexadecimal of all that was read; nothing may be read after it. */
  String sha256() {
    pending.join();
    digest.update(filling, 0, filled);
    return HexFormat.of().formatHex(digest.digest());
  }

  private void add(byte[] bytes, int offset, int count) {
    int from = offset;
    for (int left = count; left > 0; ) {
      int taken = Math.min(left, BLOCK_BYTES - filled);
      System.arraycopy(bytes, from, filling, filled, taken);
      filled += taken;
      from += taken;
      left -= taken;
      if (filled == BLOCK_BYTES) {
        handOver();
      }
    }
  }

  private void handOver() {
    pending.join();
    byte[] full = filling;
    filling = digesting;
    digesting = full;
    filled = 0;
    pending = CompletableFuture.runAsync(() -> digest.update(full));
  }
}
