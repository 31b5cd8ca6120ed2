package dev.tandem.features.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A channel that stays open when its reader is closed, for another reader from the start. */
final class UnclosedChannel implements ReadableByteChannel {
  private final ReadableByteChannel channel;

  UnclosedChannel(ReadableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return channel.read(target);
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() {}
}
