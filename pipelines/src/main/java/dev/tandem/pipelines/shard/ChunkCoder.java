package dev.tandem.pipelines.shard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.util.ExposedByteArrayOutputStream;

/**
 * The chunk's bytes, with their length before them unless the chunk is alone.
 *
 * <p>A runner in this process copies an element by encoding and decoding it alone; then the bytes
 * themselves are handed on, since nobody changes them.
 */
@SuppressWarnings("deprecation") // the context that says whether the chunk is alone
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
    encode(chunk, out, Context.NESTED);
  }

  @Override
  public void encode(Chunk chunk, OutputStream out, Context context) throws IOException {
    if (context.isWholeStream && out instanceof ExposedByteArrayOutputStream exposed) {
      exposed.writeAndOwn(chunk.bytes());
    } else {
      ByteArrayCoder.of().encode(chunk.bytes(), out, context);
    }
  }

  @Override
  public Chunk decode(InputStream in) throws IOException {
    return decode(in, Context.NESTED);
  }

  @Override
  public Chunk decode(InputStream in, Context context) throws IOException {
    return Chunk.from(ByteArrayCoder.of().decode(in, context));
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
