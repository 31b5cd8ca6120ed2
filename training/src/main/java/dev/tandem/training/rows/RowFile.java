package dev.tandem.training.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Rows in a file that is mapped to memory, so that the operating system keeps as many of them there
 * as it has room for. The file lies in the folder for temporary files and has no name there: it is
 * gone with the process, however that ends.
 *
 * <p>Rows stand one behind the other, so that a row is one place to read from:
 *
 * <table>
 *   <caption>A row, in the machine's byte order</caption>
 *   <tr><th>bytes</th><th>content</th></tr>
 *   <tr><td>4 x ids</td><td>embedding ids, int32</td></tr>
 *   <tr><td>4 x dense</td><td>dense values, float32</td></tr>
 *   <tr><td>4 x labels</td><td>labels in their unit, float32, NaN where null</td></tr>
 * </table>
 *
 * <p>Different rows may be read and written by many threads at once. Nothing may be read once it is
 * closed.
 */
final class RowFile implements AutoCloseable {
  private static final int SEGMENT_BYTES = 1 << 30;

  private final RowLayout layout;
  private final int segmentShift;
  private final FileChannel channel;
  private IntBuffer[] ints;
  private FloatBuffer[] floats;

  private RowFile(RowLayout layout, int rows, FileChannel channel) throws IOException {
    this.layout = layout;
    this.channel = channel;
    int rowBytes = Math.max(1, layout.width()) * Integer.BYTES;
    this.segmentShift = 31 - Integer.numberOfLeadingZeros(SEGMENT_BYTES / rowBytes);
    int segmentRows = 1 << segmentShift;
    int segments = (int) (((long) rows + segmentRows - 1) >>> segmentShift);
    this.ints = new IntBuffer[segments];
    this.floats = new FloatBuffer[segments];
    for (int i = 0; i < segments; i++) {
      long from = (long) i << segmentShift;
      long count = Math.min(segmentRows, rows - from);
      MappedByteBuffer bytes =
          channel.map(FileChannel.MapMode.READ_WRITE, from * rowBytes, count * rowBytes);
      bytes.order(ByteOrder.nativeOrder());
      ints[i] = bytes.asIntBuffer();
      floats[i] = bytes.asFloatBuffer();
    }
  }

  /**
   * A file for a number of rows, all of whose numbers are 0.
   *
   * @throws UncheckedIOException if it cannot be made, for example for want of room
   */
  static RowFile create(RowLayout layout, int rows) {
    try {
      Path path = Files.createTempFile("tandem-rows-", ".bin");
      requireRoom(path, (long) rows * layout.width() * Integer.BYTES);
      FileChannel channel =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      return new RowFile(layout, rows, channel);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the training rows: " + e.getMessage(), e);
    }
  }

  /** A mapped file that outgrows its disk would end the process without a word. */
  private static void requireRoom(Path path, long bytes) throws IOException {
    long usable = Files.getFileStore(path).getUsableSpace();
    if (usable < bytes) {
      Files.delete(path);
      throw new IOException(
          "%s has room for %d MB and they need %d MB; -Djava.io.tmpdir names another folder"
              .formatted(path.getParent(), usable >> 20, bytes >> 20));
    }
  }

  /** Writes the ids of a row, {@code from[at, at + ids)}, and its dense values likewise. */
  void writeInputs(int row, int[] ids, int idsAt, float[] dense, int denseAt) {
    int at = at(row);
    ints[row >>> segmentShift].put(at, ids, idsAt, layout.ids());
    floats[row >>> segmentShift].put(at + layout.denseAt(), dense, denseAt, layout.dense());
  }

  /** Writes a label of a row. */
  void writeLabel(int row, int task, float label) {
    floats[row >>> segmentShift].put(at(row) + layout.labelsAt() + task, label);
  }

  // Hot path: the four below, once per row and step.
  /** Copies the ids of a row to {@code into}, from {@code intoAt} on. */
  void ids(int row, int[] into, int intoAt) {
    ints[row >>> segmentShift].get(at(row), into, intoAt, layout.ids());
  }

  /** Copies the dense values of a row to {@code into}, from {@code intoAt} on. */
  void dense(int row, float[] into, int intoAt) {
    floats[row >>> segmentShift].get(at(row) + layout.denseAt(), into, intoAt, layout.dense());
  }

  /** A label of a row. */
  float label(int row, int task) {
    return floats[row >>> segmentShift].get(at(row) + layout.labelsAt() + task);
  }

  private int at(int row) {
    return (row & ((1 << segmentShift) - 1)) * layout.width();
  }

  /** Gives the disk space back. */
  @Override
  public void close() {
    // A read after this is refused here, where reading a mapped file that was cut would not be.
    ints = new IntBuffer[0];
    floats = new FloatBuffer[0];
    try (channel) {
      channel.truncate(0);
    } catch (IOException e) {
      throw new UncheckedIOException("closing the training rows", e);
    }
  }
}
