package dev.tandem.pipelines.dataset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.ListCoder;

/** What all workers of a pipeline counted and wrote. */
public final class Tallies {
  private final List<Tally> all;

  private Tallies(List<Tally> all) {
    this.all = List.copyOf(all);
  }

  /** The tallies of a pipeline that has ended; none if nothing was counted. */
  public static Tallies read(SnapshotFolder snapshot) {
    try {
      if (Storage.list(snapshot.tallies()).isEmpty()) {
        return new Tallies(List.of());
      }
      byte[] bytes = Storage.read(snapshot.tallies());
      return new Tallies(ListCoder.of(TallyCoder.of()).decode(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(snapshot.tallies() + " cannot be read", e);
    }
  }

  /** The number of rows of one kind. */
  public long rows(String kind) {
    return of(kind).mapToLong(Tally::rows).sum();
  }

  /** The tallies of one kind, by index. */
  public List<Tally> list(String kind) {
    return of(kind).toList();
  }

  /** The number of rows of each kind whose name begins with the prefix, by the rest of the name. */
  public Map<String, Long> byName(String prefix) {
    Map<String, Long> rows = new TreeMap<>();
    for (Tally tally : all) {
      if (tally.kind().startsWith(prefix)) {
        rows.merge(tally.kind().substring(prefix.length()), tally.rows(), Long::sum);
      }
    }
    return rows;
  }

  private Stream<Tally> of(String kind) {
    return all.stream().filter(tally -> tally.kind().equals(kind));
  }
}
