package dev.tandem.pipelines.provenance;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a training set was made from.
 *
 * @param formatVersion the version of this form
 * @param declarations the fingerprint of everything declared that decides the rows
 * @param serviceVersion the version of the feature service that its features are of; empty if the
 *     snapshot was written before that was noted
 * @param shards the number of shards its rows were cut into
 * @param matureBefore rows from this instant on (UTC epoch milliseconds) were left out, because a
 *     label of theirs was not known yet
 * @param sources the hash of each read source's contents, by its name
 */
public record TrainingProvenance(
    int formatVersion,
    String declarations,
    String serviceVersion,
    int shards,
    long matureBefore,
    Map<String, String> sources) {
  private static final int FORMAT_VERSION = 1;

  public TrainingProvenance {
    serviceVersion = serviceVersion == null ? "" : serviceVersion;
    sources = new TreeMap<>(sources);
  }

  /** What was made from these. */
  public static TrainingProvenance of(
      String declarations,
      String serviceVersion,
      int shards,
      long matureBefore,
      Map<String, String> sources) {
    return new TrainingProvenance(
        FORMAT_VERSION, declarations, serviceVersion, shards, matureBefore, sources);
  }

  /** As JSON. */
  public String toJson() {
    return ProvenanceJson.write(this);
  }

  /** Reads what {@link #toJson} wrote; empty if another version of the code wrote it. */
  public static Optional<TrainingProvenance> parse(String json) {
    return ProvenanceJson.read(json, FORMAT_VERSION, TrainingProvenance.class);
  }
}
