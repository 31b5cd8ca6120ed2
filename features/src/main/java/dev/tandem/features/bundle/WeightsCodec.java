package dev.tandem.features.bundle;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The bytes of {@code weights.bin}; all numbers are little-endian.
 *
 * <table>
 *   <caption>Layout</caption>
 *   <tr><th>bytes</th><th>meaning</th></tr>
 *   <tr><td>4</td><td>{@code TDMW} in ASCII</td></tr>
 *   <tr><td>4</td><td>int: version of this layout, 1</td></tr>
 *   <tr><td>4</td><td>int: number of tensors</td></tr>
 *   <tr><td>per tensor: 4 + n</td><td>int: n; name in n bytes of UTF-8</td></tr>
 *   <tr><td>4 + 4 r</td><td>int: rank r; the length of each dimension as int</td></tr>
 *   <tr><td>4 x product of lengths</td><td>values as IEEE 754 floats, row-major</td></tr>
 *   <tr><td>last 4</td><td>CRC-32C of all bytes before</td></tr>
 * </table>
 */
public final class WeightsCodec {
  private static final int MAGIC = 0x574D4454;
  private static final int VERSION = 1;
  private static final int CHECKSUM_BYTES = 4;
  private static final int MAX_RANK = 8;

  private WeightsCodec() {}

  /** The bytes of the tensors, in the given order. */
  public static byte[] encode(List<Tensor> tensors) {
    long size = 12 + CHECKSUM_BYTES;
    for (Tensor tensor : tensors) {
      size += 8L + name(tensor).length + 4L * (tensor.shape().size() + tensor.values().length);
    }
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(MAGIC).putInt(VERSION).putInt(tensors.size());
    for (Tensor tensor : tensors) {
      out.putInt(name(tensor).length).put(name(tensor)).putInt(tensor.shape().size());
      tensor.shape().forEach(out::putInt);
      out.asFloatBuffer().put(tensor.values());
      out.position(out.position() + 4 * tensor.values().length);
    }
    return out.putInt(checksum(out.array(), out.position())).array();
  }

  private static byte[] name(Tensor tensor) {
    return tensor.name().getBytes(StandardCharsets.UTF_8);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  /**
   * The tensors of the bytes.
   *
   * @throws CorruptBundleException if the bytes are not what {@link #encode} wrote
   * @throws UnsupportedBundleException if they are of a newer layout
   */
  public static List<Tensor> decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < 12 + CHECKSUM_BYTES || in.getInt() != MAGIC) {
      throw new CorruptBundleException("weights do not begin with TDMW");
    }
    int version = in.getInt();
    if (version > VERSION) {
      throw new UnsupportedBundleException(
          "weights have layout version " + version + ", this program reads up to " + VERSION);
    }
    int end = bytes.length - CHECKSUM_BYTES;
    if (in.getInt(end) != checksum(bytes, end)) {
      throw new CorruptBundleException("the checksum of the weights does not match");
    }
    in.limit(end);
    try {
      return tensors(in);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new CorruptBundleException("the weights end within a tensor", e);
    }
  }

  private static List<Tensor> tensors(ByteBuffer in) {
    int count = in.getInt();
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] name = new byte[length(in.getInt(), in.remaining())];
      in.get(name);
      int rank = length(in.getInt(), MAX_RANK);
      List<Integer> shape = new ArrayList<>();
      long size = 1;
      for (int d = 0; d < rank; d++) {
        shape.add(in.getInt());
        size = Math.multiplyExact(size, (long) shape.get(d));
      }
      float[] values = new float[length(size, in.remaining() / Float.BYTES)];
      in.asFloatBuffer().get(values);
      in.position(in.position() + Float.BYTES * values.length);
      tensors.add(Tensor.of(new String(name, StandardCharsets.UTF_8), shape, values));
    }
    if (in.hasRemaining()) {
      throw new CorruptBundleException(in.remaining() + " bytes follow the last tensor");
    }
    return tensors;
  }

  private static int length(long length, int most) {
    if (length < 0 || length > most) {
      throw new CorruptBundleException("the weights hold a length of " + length);
    }
    return (int) length;
  }
}
