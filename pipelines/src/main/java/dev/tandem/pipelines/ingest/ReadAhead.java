package dev.tandem.pipelines.ingest;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.dataset.SnapshotFolder;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.dataset.TallyCoder;
import dev.tandem.pipelines.dataset.WriteTallies;
import dev.tandem.pipelines.read.EventTimes;
import dev.tandem.pipelines.read.FileSlice;
import dev.tandem.pipelines.run.ProjectSpec;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.ChunkCoder;
import dev.tandem.pipelines.shard.ChunkFolder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TupleTagList;

/** Reads slices of a source's files only to count their good rows and to find their times. */
public final class ReadAhead extends PTransform<PCollection<FileSlice>, PDone> {
  /** The kind of the tallies of good rows. */
  public static final String GOOD = "good";

  private static final long serialVersionUID = 1L;

  private final ProjectSpec source;
  private final long newestMillis;
  private final SnapshotFolder notes;

  private ReadAhead(ProjectSpec source, long newestMillis, SnapshotFolder notes) {
    this.source = source;
    this.newestMillis = newestMillis;
    this.notes = notes;
  }

  /**
   * Looks at files of the only source of a project.
   *
   * @param notes where the tallies go
   */
  public static ReadAhead of(ProjectSpec source, EventTimes.Limits limits, SnapshotFolder notes) {
    return new ReadAhead(source, limits.newestMillis(), notes);
  }

  @Override
  public PDone expand(PCollection<FileSlice> slices) {
    ReadSlice read =
        new ReadSlice(source, new EventTimes.Limits(newestMillis), 1, ChunkFolder.none());
    PCollectionTuple rows =
        slices
            .apply("spread slices", Reshuffle.viaRandomKey())
            .apply(
                "read",
                ParDo.of(read)
                    .withOutputTags(ReadSlice.CHUNKS, TupleTagList.of(ReadSlice.TALLIES)));
    rows.get(ReadSlice.TALLIES).setCoder(TallyCoder.of());
    return rows.get(ReadSlice.CHUNKS)
        .setCoder(ChunkCoder.keyed())
        .apply("look", ParDo.of(new Look()))
        .setCoder(TallyCoder.of())
        .apply("tallies", WriteTallies.to(notes));
  }

  private static final class Look extends DoFn<KV<Integer, Chunk>, Tally> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void look(@Element KV<Integer, Chunk> chunk, OutputReceiver<Tally> out) {
      if (chunk.getValue().lane() == ShardSink.EVENTS) {
        Table rows = chunk.getValue().rows();
        LongColumn time = rows.longs(EventColumns.TIME);
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int row = 0; row < rows.rows(); row++) {
          min = Math.min(min, time.value(row));
          max = Math.max(max, time.value(row));
        }
        out.output(new Tally(GOOD, chunk.getKey(), rows.rows(), 0, "", min, max));
      }
    }
  }
}
