package dev.tandem.pipelines.shard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** The chunk's lane, then the file and offset of its rows, or no file and the rows themselves. */
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
    VarIntCoder.of().encode(chunk.lane(), out);
    if (chunk instanceof ChunkInFile stored) {
      StringUtf8Coder.of().encode(stored.file(), out);
      VarLongCoder.of().encode(stored.offset(), out);
    } else if (chunk instanceof ChunkInMemory carried) {
      StringUtf8Coder.of().encode("", out);
      ByteArrayCoder.of().encode(carried.stream(), out);
    }
  }

  @Override
  public Chunk decode(InputStream in) throws IOException {
    int lane = VarIntCoder.of().decode(in);
    String file = StringUtf8Coder.of().decode(in);
    return file.isEmpty()
        ? new ChunkInMemory(lane, ByteArrayCoder.of().decode(in))
        : new ChunkInFile(lane, file, VarLongCoder.of().decode(in));
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
