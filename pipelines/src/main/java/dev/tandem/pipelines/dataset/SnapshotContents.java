package dev.tandem.pipelines.dataset;

import dev.tandem.features.table.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a finished snapshot holds.
 *
 * @param fields the columns of every part
 * @param parts what tells of each part, by index
 * @param counts numbers of the run, by name
 * @param registryVersion the registry's version of the declarations, if it is known
 * @param fingerprint the fingerprint of everything that decided the contents
 */
public record SnapshotContents(
    List<Field> fields,
    List<Tally> parts,
    Map<String, Long> counts,
    Optional<String> registryVersion,
    String fingerprint) {
  public SnapshotContents {
    fields = List.copyOf(fields);
    parts = List.copyOf(parts);
    counts = Map.copyOf(counts);
  }
}
