package dev.tandem.training.embedding;

/**
 * What an embedding table is made for.
 *
 * @param name in bundles and exported graphs; the initial weights depend on it
 * @param entries the number of ids
 * @param knownFrom the first id whose vector does not begin at zero
 * @param knownTo one past the last such id
 * @param dimension the width of a vector
 */
public record TableShape(String name, int entries, int knownFrom, int knownTo, int dimension) {
  // A bundle's weights and its network are files of less than 2^31 bytes.
  private static final long MOST_NUMBERS = (Integer.MAX_VALUE - 65_536L) / Float.BYTES;

  public TableShape {
    if ((long) entries * dimension > MOST_NUMBERS) {
      throw new IllegalArgumentException(
          "the embedding '%s' of %d entries x %d is too large: raise min_count or lower dimension"
              .formatted(name, entries, dimension));
    }
  }
}
