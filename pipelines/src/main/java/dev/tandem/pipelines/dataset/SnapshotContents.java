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
 * @param provenance what the snapshot was made from, as JSON for the next run; its {@code
 *     keptFiles} stay as long as the snapshot does
 */
public record SnapshotContents(
    List<Field> fields,
    List<Tally> parts,
    Map<String, Long> counts,
    Optional<String> registryVersion,
    String fingerprint,
    Optional<String> provenance) {
  public SnapshotContents {
    fields = List.copyOf(fields);
    parts = List.copyOf(parts);
    counts = Map.copyOf(counts);
  }

  /** The same with what the next run needs to know. */
  public SnapshotContents withProvenance(String json) {
    return new SnapshotContents(
        fields, parts, counts, registryVersion, fingerprint, Optional.of(json));
  }
}
