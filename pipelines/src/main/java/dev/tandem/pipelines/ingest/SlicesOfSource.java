package dev.tandem.pipelines.ingest;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.stored.StoredFile;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.read.EventTimes;
import dev.tandem.pipelines.read.FileSlice;
import dev.tandem.pipelines.read.RecordSplitter;
import dev.tandem.pipelines.read.StoredFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads slices of a source's files, of whatever format they are. Immutable. */
public final class SlicesOfSource {
  private final Source source;
  private final EventTimes.Limits limits;
  private final int shards;

  /** A reader that cuts rows into so many shards. */
  public SlicesOfSource(Source source, EventTimes.Limits limits, int shards) {
    this.source = source;
    this.limits = limits;
    this.shards = shards;
  }

  /**
   * Reads a slice from beginning to end; the rows of one shard come in the order of the file,
   * unless rows of a file of typed columns are refused.
   *
   * @return what was read and refused
   */
  public List<Tally> read(FileSlice slice, ShardSink sink) throws IOException {
    return switch (source.format()) {
      case CSV -> readText(slice, sink);
      case PARQUET, ARROW -> readColumns(slice, sink);
    };
  }

  private List<Tally> readText(FileSlice slice, ShardSink sink) throws IOException {
    SliceReader reader = new SliceReader(source, slice, limits, shards, sink);
    try (InputStream text = slice.open()) {
      reader.read(new RecordSplitter(text, slice.firstLine(), source.separator()));
    }
    return reader.tallies();
  }

  private List<Tally> readColumns(FileSlice slice, ShardSink sink) throws IOException {
    try (StoredFile file = StoredFiles.open(source.format(), slice.file())) {
      StoredSliceReader reader = new StoredSliceReader(source, slice, file, limits, shards, sink);
      reader.read();
      return reader.tallies();
    }
  }
}
