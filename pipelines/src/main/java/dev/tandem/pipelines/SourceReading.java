package dev.tandem.pipelines;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.ingest.IngestTally;
import dev.tandem.pipelines.ingest.ShardSink;
import dev.tandem.pipelines.ingest.SlicesOfSource;
import dev.tandem.pipelines.read.EventTimes;
import dev.tandem.pipelines.read.FileSlice;
import dev.tandem.pipelines.read.FileSurvey;
import dev.tandem.pipelines.read.InputFiles;
import dev.tandem.pipelines.read.SourceUnreadableException;
import dev.tandem.pipelines.shard.RowOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads a source's files from beginning to end in this thread and stages nothing: for rows that are
 * looked at once, in their order. A row is known by its place, {@link EventColumns#ID_LO} is the
 * number of its line, and copies of a row are rows like any other. Immutable.
 */
public final class SourceReading {
  private static final long SLICE_BYTES = 32L << 20;

  private final Source source;

  private SourceReading(Source source) {
    this.source = source;
  }

  /**
   * What was read.
   *
   * @param read all rows
   * @param refused the rows that could not be used, by reason
   */
  public record Account(long read, Map<String, Long> refused) {
    public Account {
      refused = Map.copyOf(refused);
    }

    /** The rows that could not be used. */
    public long deadLetters() {
      return refused.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** The reading of a source; a relative path starts from the working directory. */
  public static SourceReading of(Source source) {
    return new SourceReading(source.withoutEventId());
  }

  /**
   * Hands over the good rows in the order of the files and their lines, some ten thousand at a
   * time, with {@link EventColumns} and the source's fields, and the others as dead letters.
   *
   * @throws SourceUnreadableException if a file is missing or not of the declared form
   */
  public Account forEach(Consumer<Table> rows, Consumer<Table> deadLetters) {
    PipelineSettings settings = PipelineSettings.of(Path.of(""));
    PipelineRun.openFileSystems(settings);
    EventTimes.Limits limits =
        EventTimes.Limits.of(settings.clock().instant(), settings.clockTolerance());
    SlicesOfSource slices = new SlicesOfSource(source, limits, 1);
    ShardSink sink =
        (shard, lane, table) -> {
          if (lane == ShardSink.EVENTS) {
            rows.accept(inOrder(table));
          } else {
            deadLetters.accept(table);
          }
        };
    FileSurvey survey = new FileSurvey(source, SLICE_BYTES);
    Tallied tallied = new Tallied();
    for (String file : InputFiles.find(Path.of("").toAbsolutePath().toString(), source.paths())) {
      for (FileSlice slice : survey.survey(file, 0).slices()) {
        tallied.add(slices, slice, sink);
      }
    }
    return new Account(tallied.read, tallied.refused);
  }

  /** Refused rows of typed columns leave gaps that later ones have filled. */
  private static Table inOrder(Table rows) {
    LongColumn line = rows.longs(EventColumns.ID_LO);
    for (int row = 1; row < rows.rows(); row++) {
      if (line.value(row) < line.value(row - 1)) {
        long[] lines = line.values();
        return RowOrder.sorted(rows, (a, b) -> Long.compare(lines[a], lines[b]));
      }
    }
    return rows;
  }

  private static final class Tallied {
    private final Map<String, Long> refused = new TreeMap<>();
    private long read;

    void add(SlicesOfSource slices, FileSlice slice, ShardSink sink) {
      try {
        slices
            .read(slice, sink)
            .forEach(
                tally -> {
                  if (tally.kind().equals(IngestTally.READ)) {
                    read += tally.rows();
                  } else if (tally.kind().startsWith(IngestTally.REFUSED)) {
                    String reason = tally.kind().substring(IngestTally.REFUSED.length());
                    refused.merge(reason, tally.rows(), Long::sum);
                  }
                });
      } catch (IOException e) {
        throw new SourceUnreadableException(slice.file() + " cannot be read: " + e.getMessage(), e);
      }
    }
  }
}
