package dev.tandem.features.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A channel that stays open when its writer is closed, for what comes behind. */
record UnclosedWriteChannel(WritableByteChannel channel) implements WritableByteChannel {
  @Override
  public int write(ByteBuffer source) throws IOException {
    return channel.write(source);
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() {}
}
