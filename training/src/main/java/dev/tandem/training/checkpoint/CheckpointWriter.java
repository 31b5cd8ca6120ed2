package dev.tandem.training.checkpoint;

import dev.tandem.features.bundle.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Writes the bytes of a checkpoint, without a copy of its tensors; all numbers are little-endian.
 *
 * <table>
 *   <caption>Layout</caption>
 *   <tr><th>bytes</th><th>meaning</th></tr>
 *   <tr><td>4</td><td>{@code TDMC} in ASCII</td></tr>
 *   <tr><td>4</td><td>int: version of this layout and of the state in it, 2</td></tr>
 *   <tr><td>4 + n</td><td>int: n; fingerprint of the run in n bytes of UTF-8</td></tr>
 *   <tr><td>4 + n</td><td>int: n; state of the run in n bytes</td></tr>
 *   <tr><td>4</td><td>int: number of tensors</td></tr>
 *   <tr><td>per tensor: 4 + n</td><td>int: n; name in n bytes of UTF-8</td></tr>
 *   <tr><td>4 + 4 v</td><td>int: number of values v; the values as IEEE 754 floats</td></tr>
 *   <tr><td>last 4</td><td>CRC-32C of all bytes before</td></tr>
 * </table>
 */
final class CheckpointWriter implements AutoCloseable {
  static final int MAGIC = 0x434D4454;
  static final int VERSION = 2;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C crc = new CRC32C();

  private CheckpointWriter(FileChannel channel) {
    this.channel = channel;
  }

  /** Writes a file and forces it to the disk. */
  static void write(Path file, String fingerprint, byte[] state, List<Tensor> tensors)
      throws IOException {
    try (CheckpointWriter writer =
        new CheckpointWriter(
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE))) {
      writer.write(fingerprint, state, tensors);
    }
  }

  private void write(String fingerprint, byte[] state, List<Tensor> tensors) throws IOException {
    putInt(MAGIC);
    putInt(VERSION);
    putBytes(fingerprint.getBytes(StandardCharsets.UTF_8));
    putBytes(state);
    putInt(tensors.size());
    for (Tensor tensor : tensors) {
      putBytes(tensor.name().getBytes(StandardCharsets.UTF_8));
      putInt(tensor.values().length);
      for (float value : tensor.values()) {
        makeRoom(Float.BYTES);
        buffer.putFloat(value);
      }
    }
    drain();
    buffer.putInt((int) crc.getValue());
    drain();
    channel.force(true);
  }

  private void putInt(int value) throws IOException {
    makeRoom(Integer.BYTES);
    buffer.putInt(value);
  }

  private void putBytes(byte[] bytes) throws IOException {
    putInt(bytes.length);
    for (byte value : bytes) {
      makeRoom(1);
      buffer.put(value);
    }
  }

  private void makeRoom(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      drain();
    }
  }

  private void drain() throws IOException {
    buffer.flip();
    crc.update(buffer.duplicate());
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
