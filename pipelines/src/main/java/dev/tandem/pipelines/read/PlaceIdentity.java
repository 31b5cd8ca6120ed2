package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.Source;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Computes the identity of rows that have no fields to be known by: their place in the files.
 *
 * <p>The upper 64 bits are those of Murmur3 (x64 variant, seed 0) over the file's name in UTF-8 and
 * the number of the row's line in 8 bytes, big-endian; the lower 64 bits are that number itself.
 * The file's name is counted from the folder of the source's path, so that the same files in
 * another folder have the same rows. Not thread-safe.
 */
final class PlaceIdentity {
  private final ByteBuffer bytes;
  private final int nameBytes;
  private final Murmur128 hash = new Murmur128();

  /** The identity of the rows of a file. */
  PlaceIdentity(Source source, String file) {
    byte[] name = name(source, file).getBytes(StandardCharsets.UTF_8);
    this.nameBytes = name.length;
    this.bytes = ByteBuffer.allocate(name.length + Long.BYTES).put(name);
  }

  /** The file's name from the end of the first of the source's folders that it lies in. */
  private static String name(Source source, String file) {
    for (String path : source.paths()) {
      int glob = path.length() - path.replaceFirst("^[^*?\\[{]*", "").length();
      String folder = path.substring(0, path.lastIndexOf('/', glob) + 1);
      if (!folder.isEmpty() && file.startsWith(folder)) {
        return file.substring(folder.length());
      }
    }
    return file;
  }

  /** Computes the upper 64 bits for the row of a line. */
  // Hot path: called for every row of a table without an id.
  long hi(long line) {
    bytes.putLong(nameBytes, line);
    hash.hash(bytes.array(), bytes.capacity());
    return hash.hi();
  }
}
