package dev.tandem.pipelines.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a staged dataset was made from.
 *
 * @param formatVersion the version of this form
 * @param declaration the fingerprint of the source's declaration
 * @param shards the number of shards its rows were cut into
 * @param believableFrom the first clock reading (UTC epoch milliseconds, tolerance included) with
 *     which a row that was refused as from the future may be believed; {@link Long#MAX_VALUE} if
 *     none was
 * @param files the files whose rows are in, by name
 * @param generations this snapshot and those it was made from, the newest first
 * @param keptFiles the changes of all generations, relative to the dataset's folder
 */
public record StagedProvenance(
    int formatVersion,
    String declaration,
    int shards,
    long believableFrom,
    List<ReadFile> files,
    List<Generation> generations,
    List<String> keptFiles) {
  private static final int FORMAT_VERSION = 1;

  public StagedProvenance {
    files = List.copyOf(files);
    generations = List.copyOf(generations);
    keptFiles = List.copyOf(keptFiles);
  }

  /** The provenance of a snapshot that was made from its files alone. */
  public static StagedProvenance of(
      String declaration,
      int shards,
      long believableFrom,
      List<ReadFile> files,
      Generation generation) {
    return new StagedProvenance(
        FORMAT_VERSION,
        declaration,
        shards,
        believableFrom,
        files,
        List.of(generation),
        generation.changes().files());
  }

  /**
   * The same for a snapshot that was made from another one and more files.
   *
   * @param mostRows generations are forgotten from where their changes are more rows than these, as
   *     looking at all rows is cheaper then
   */
  public StagedProvenance after(StagedProvenance before, long mostRows) {
    List<Generation> all = new ArrayList<>(generations);
    long rows = generations.get(0).changes().rows();
    for (Generation generation : before.generations) {
      if (rows > mostRows) {
        break;
      }
      all.add(generation);
      rows += generation.changes().rows();
    }
    return new StagedProvenance(
        formatVersion, declaration, shards, believableFrom, files, all, changeFiles(all));
  }

  /** The oldest generation's own changes lead to one that is not known any more. */
  private static List<String> changeFiles(List<Generation> generations) {
    return generations.subList(0, generations.size() - 1).stream()
        .flatMap(generation -> generation.changes().files().stream())
        .toList();
  }

  /**
   * In what this snapshot differs from an earlier one.
   *
   * @param contents the hash of the earlier one's contents
   * @return empty if this one was not made from it, or it is forgotten
   */
  public Optional<Changes> since(String contents) {
    Changes changes = Changes.none();
    for (Generation generation : generations) {
      if (generation.contents().equals(contents)) {
        return Optional.of(changes);
      }
      changes = changes.and(generation.changes());
    }
    return Optional.empty();
  }

  /** The earlier generation with these contents, or this one; empty as in {@link #since}. */
  public Optional<Generation> generation(String contents) {
    return generations.stream().filter(g -> g.contents().equals(contents)).findFirst();
  }

  /** As JSON. */
  public String toJson() {
    return ProvenanceJson.write(this);
  }

  /** Reads what {@link #toJson} wrote; empty if another version of the code wrote it. */
  public static Optional<StagedProvenance> parse(String json) {
    return ProvenanceJson.read(json, FORMAT_VERSION, StagedProvenance.class);
  }
}
