package dev.tandem.pipelines.shard;

import java.io.Serializable;

/**
 * Where the rows of chunks wait for whoever gathers their shard.
 *
 * <p>On one machine that is a local folder, and the shuffle only sees the places of chunks in it:
 * runners that keep a shuffle in memory, and those that serialize each element several times, then
 * have nothing to do with the rows. Elsewhere the rows go through the runner's shuffle. The files
 * belong to whoever owns the folder, who deletes them when the pipeline has ended. Immutable.
 *
 * @param folder a local folder that need not exist yet; empty if chunks carry their rows
 */
public record ChunkFolder(String folder) implements Serializable {
  /** Chunks carry their rows. */
  public static ChunkFolder none() {
    return new ChunkFolder("");
  }

  /** A folder in another one, if that is a local one. */
  public static ChunkFolder in(String parent) {
    return parent.contains("://") ? none() : new ChunkFolder(parent + "/chunks");
  }

  /** A writer of chunks, which are readable when it has been closed. */
  public ChunkWriter open() {
    return new ChunkWriter(folder);
  }
}
