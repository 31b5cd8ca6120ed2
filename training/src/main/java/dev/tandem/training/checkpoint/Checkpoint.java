package dev.tandem.training.checkpoint;

import dev.tandem.features.bundle.Tensor;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * A checkpoint of this run whose bytes have been checked. {@link CheckpointWriter} has its layout.
 */
public final class Checkpoint {
  private static final int CHECKSUM_BYTES = 4;
  private static final int CHUNK = 1 << 16;

  private final Path file;
  private final byte[] state;

  private Checkpoint(Path file, byte[] state) {
    this.file = file;
    this.state = state;
  }

  /**
   * Opens a file after reading it once to check every byte.
   *
   * @throws UnusableCheckpointException if it is not a whole checkpoint of a run of this
   *     fingerprint
   */
  static Checkpoint open(Path file, String fingerprint) throws IOException {
    requireWhole(file);
    try (DataInputStream in = data(file)) {
      int version = header(in);
      if (version != CheckpointWriter.VERSION) {
        throw new UnusableCheckpointException(
            file
                + " has layout version "
                + version
                + ", this program reads version "
                + CheckpointWriter.VERSION);
      }
      String found = new String(in.readNBytes(readInt(in)), StandardCharsets.UTF_8);
      if (!found.equals(fingerprint)) {
        throw new UnusableCheckpointException(
            file + " is of another declaration, training set or number of threads");
      }
      return new Checkpoint(file, in.readNBytes(readInt(in)));
    }
  }

  private static void requireWhole(Path file) throws IOException {
    long bytes = Files.size(file) - CHECKSUM_BYTES;
    CRC32C crc = new CRC32C();
    try (InputStream in = new CheckedInputStream(stream(file), crc)) {
      byte[] chunk = new byte[CHUNK];
      for (long left = bytes; left > 0; ) {
        int read = in.read(chunk, 0, (int) Math.min(CHUNK, left));
        if (read < 0) {
          break;
        }
        left -= read;
      }
      int expected = (int) crc.getValue();
      byte[] sum = in.readNBytes(CHECKSUM_BYTES);
      if (bytes < 0
          || sum.length < CHECKSUM_BYTES
          || ByteBuffer.wrap(sum).order(ByteOrder.LITTLE_ENDIAN).getInt() != expected) {
        throw new UnusableCheckpointException(
            file + " is cut off or altered: its checksum does not match");
      }
    }
  }

  private static int header(DataInputStream in) throws IOException {
    int magic = readInt(in);
    if (magic != CheckpointWriter.MAGIC) {
      throw new UnusableCheckpointException("a checkpoint does not begin with TDMC");
    }
    return readInt(in);
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /** The state of the run; a copy. */
  public byte[] state() {
    return state.clone();
  }

  /**
   * Reads the values of all tensors into those of the given ones, which must be as they were when
   * the checkpoint was written.
   *
   * @throws UnusableCheckpointException if they are not; some may have been overwritten
   */
  public void read(List<Tensor> tensors) {
    try (DataInputStream in = data(file)) {
      header(in);
      in.skipNBytes(readInt(in));
      in.skipNBytes(readInt(in));
      require(tensors.size(), readInt(in), "tensors");
      for (Tensor tensor : tensors) {
        byte[] name = in.readNBytes(readInt(in));
        if (!Arrays.equals(name, tensor.name().getBytes(StandardCharsets.UTF_8))) {
          throw new UnusableCheckpointException(
              file + " has no '" + tensor.name() + "' where it is expected");
        }
        require(tensor.values().length, readInt(in), "values of '" + tensor.name() + "'");
        read(in, tensor.values());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the checkpoint " + file, e);
    }
  }

  private void require(int expected, int found, String what) {
    if (expected != found) {
      throw new UnusableCheckpointException(
          file + " has " + found + " " + what + ", expected: " + expected);
    }
  }

  private static void read(DataInputStream in, float[] values) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (int at = 0; at < values.length; ) {
      int count = Math.min(CHUNK / Float.BYTES, values.length - at);
      in.readFully(chunk, 0, count * Float.BYTES);
      ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values, at, count);
      at += count;
    }
  }

  private static int readInt(DataInputStream in) throws IOException {
    return Integer.reverseBytes(in.readInt());
  }

  private static InputStream stream(Path file) throws IOException {
    return new BufferedInputStream(Files.newInputStream(file), CHUNK);
  }

  private static DataInputStream data(Path file) throws IOException {
    return new DataInputStream(stream(file));
  }
}
