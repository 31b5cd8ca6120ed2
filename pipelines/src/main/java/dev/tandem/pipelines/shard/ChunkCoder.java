package dev.tandem.pipelines.shard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;

/** The chunk's bytes with their length before them. */
public final class ChunkCoder extends AtomicCoder<Chunk> {
  private static final long serialVersionUID = 1L;
  private static final ChunkCoder INSTANCE = new ChunkCoder();

  private ChunkCoder() {}

  /** The coder. */
  public static ChunkCoder of() {
    return INSTANCE;
  }

  /** The coder of chunks that are keyed by their shard. */
  public static KvCoder<Integer, Chunk> keyed() {
    return KvCoder.of(VarIntCoder.of(), INSTANCE);
  }

  @Override
  public void encode(Chunk chunk, OutputStream out) throws IOException {
    ByteArrayCoder.of().encode(chunk.bytes(), out);
  }

  @Override
  public Chunk decode(InputStream in) throws IOException {
    return Chunk.from(ByteArrayCoder.of().decode(in));
  }

  @Override
  public void verifyDeterministic() {
    // The same chunk always has the same bytes.
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
