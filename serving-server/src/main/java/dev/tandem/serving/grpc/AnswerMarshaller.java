package dev.tandem.serving.grpc;

import dev.tandem.serving.edge.OutputBytes;
import dev.tandem.serving.edge.OutputPool;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Sends answers whose bytes were written already, and gives those back to their pool. */
final class AnswerMarshaller implements MethodDescriptor.Marshaller<OutputBytes> {
  private final OutputPool pool;

  AnswerMarshaller(OutputPool pool) {
    this.pool = pool;
  }

  @Override
  public InputStream stream(OutputBytes bytes) {
    return new AnswerStream(bytes);
  }

  @Override
  public OutputBytes parse(InputStream stream) {
    throw new UnsupportedOperationException("a server sends answers and receives none");
  }

  /** Written by gRPC in one piece, and closed by it at once. */
  private final class AnswerStream extends ByteArrayInputStream implements Drainable, KnownLength {
    private OutputBytes bytes;

    AnswerStream(OutputBytes bytes) {
      super(bytes.array(), 0, bytes.size());
      this.bytes = bytes;
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
      int drained = available();
      target.write(buf, pos, drained);
      pos = count;
      return drained;
    }

    @Override
    public void close() {
      if (bytes != null) {
        pool.give(bytes);
        bytes = null;
      }
    }
  }
}
