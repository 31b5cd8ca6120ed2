package dev.tandem.pipelines.dataset;

import dev.tandem.features.arrow.ArrowTables;
import dev.tandem.features.arrow.Compression;
import dev.tandem.features.arrow.TableFileReader;
import dev.tandem.features.dataset.ChecksumChannel;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;

/** Writes and reads the parts of datasets: Arrow IPC files. */
public final class PartFile {
  private PartFile() {}

  /**
   * Writes one part under its final name, over an earlier attempt at it if there was one.
   *
   * @param kind the kind of the tally that tells of the part
   */
  public static Tally write(SnapshotFolder snapshot, int index, Table rows, String kind)
      throws IOException {
    return write(snapshot.part(index), snapshot, index, rows, kind);
  }

  /** Writes the rows in which a part differs from the snapshot before, in the same way. */
  public static Tally writeChanges(SnapshotFolder snapshot, int index, Table rows, String kind)
      throws IOException {
    return write(snapshot.changes(index), snapshot, index, rows, kind);
  }

  private static Tally write(
      String file, SnapshotFolder snapshot, int index, Table rows, String kind) throws IOException {
    ChecksumChannel[] written = new ChecksumChannel[1];
    Storage.write(
        file,
        snapshot.temporaryFolder(),
        channel -> {
          written[0] = new ChecksumChannel(channel);
          ArrowTables.writeFile(written[0], rows.fields(), List.of(rows), Compression.NONE);
        });
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    if (rows.find(EventColumns.TIME).isPresent()) {
      LongColumn time = rows.longs(EventColumns.TIME);
      for (int row = 0; row < rows.rows(); row++) {
        min = Math.min(min, time.value(row));
        max = Math.max(max, time.value(row));
      }
    }
    return new Tally(kind, index, rows.rows(), written[0].bytes(), written[0].sha256(), min, max);
  }

  /** Some columns of several parts, one below the other, in the given order. */
  public static Table readAll(List<String> files, List<String> columns) throws IOException {
    List<Table> tables = new ArrayList<>();
    for (String file : files) {
      tables.add(read(file, columns));
    }
    return Table.concat(tables);
  }

  /** Some columns of a part, in the given order. */
  public static Table read(String file, List<String> columns) throws IOException {
    ReadableByteChannel channel = FileSystems.open(FileSystems.matchNewResource(file, false));
    if (!(channel instanceof SeekableByteChannel seekable)) {
      channel.close();
      throw new IOException(file + " lies in a file system that cannot read at an offset");
    }
    List<Table> batches = new ArrayList<>();
    try (TableFileReader reader = TableFileReader.open(file, seekable, Optional.of(columns))) {
      for (Optional<Table> batch = reader.next(); batch.isPresent(); batch = reader.next()) {
        batches.add(batch.get());
      }
      return batches.isEmpty() ? Table.allocate(reader.fields(), 0) : Table.concat(batches);
    }
  }
}
