package dev.tandem.pipelines.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A dataset is being read: none of its snapshots is deleted before this is closed. */
public final class DatasetReading implements AutoCloseable {
  private final Lease lease;

  DatasetReading(Lease lease) {
    this.lease = lease;
  }

  @Override
  public void close() {
    try {
      lease.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the lease of a reader cannot be given back", e);
    }
  }
}
