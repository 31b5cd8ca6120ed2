package dev.tandem.features.aggregate;

import java.util.Arrays;

/**
 * How far back the keys of an entity are remembered when there are more of them than may be kept:
 * the keys that a feature counts apart, or the values that a count of values tells apart.
 *
 * <p>Time is cut into tiles, and every key has the tile of its newest event. With D(h) the number
 * of keys that have an event in tile h or a newer one, {@code most} the bound and n the newest tile
 * of all:
 *
 * <ul>
 *   <li>While D(h) &le; most for every h, nothing is forgotten.
 *   <li>Otherwise t is the newest tile with D(t) &gt; most, and everything in t and before is
 *       forgotten, of all keys: {@code firstTile} is t + 1.
 *   <li>Only if t = n, so that nothing would be left, the keys with the smallest {@link HashedKey
 *       hashes} among those in n keep what they have in n; everything else is forgotten. The entity
 *       is then called crowded.
 * </ul>
 *
 * <p>D(h) counts the keys whose newest tile is at least h, so t is the newest tile of key number
 * {@code most}, counted from 0 in order of newest tiles, newest first.
 *
 * <p>This is a function of the set of all events ever seen, though only what it keeps is stored:
 * the horizon of a union can be found from what its parts A and B have kept, in whatever order and
 * grouping parts are united. D of the union is at least D of each part, so its t is at least theirs
 * and its first tile F at least max(F<sub>A</sub>, F<sub>B</sub>) = L. From L on both parts have
 * forgotten nothing, unless one of them is crowded. So if neither is, or if there is a newer tile
 * than the crowded one, D(h) is known for all h &ge; L, and t is found among those or else F = L,
 * because the part with F = L proves D(L - 1) &gt; most. If the crowded tile n stays the newest,
 * D(n) &gt; most of the part proves that the union is crowded in n too, and its smallest keys are
 * the smallest of those that the parts have in n: a key that one part has dropped is larger than
 * {@code most} others.
 *
 * <p>Tiles that no window reaches any more may be dropped at any time, since F is at least as new
 * as the oldest tile kept, or makes no difference.
 *
 * @param firstTile F, the first tile that is kept of all keys; {@link #UNBOUNDED} if nothing is
 *     forgotten; n + 1 if the entity is crowded
 * @param newestTile n
 */
public record Horizon(long firstTile, long newestTile) {
  /** The first tile where nothing is forgotten. */
  public static final long UNBOUNDED = Long.MIN_VALUE;

  /**
   * The horizon of some keys.
   *
   * @param known the first tile that is already known to be the oldest kept, for example by the
   *     parts that are united; {@link #UNBOUNDED} if all is still there
   * @param newestTiles the newest tile of each key, at least one, in any order
   */
  public static Horizon of(int most, long known, long[] newestTiles) {
    long[] ascending = newestTiles.clone();
    Arrays.sort(ascending);
    long first = known;
    if (ascending.length > most) {
      first = Math.max(first, ascending[ascending.length - 1 - most] + 1);
    }
    return new Horizon(first, ascending[ascending.length - 1]);
  }

  /** True if even the newest tile has more keys than may be kept. */
  public boolean isCrowded() {
    return firstTile > newestTile;
  }

  /** The oldest tile of which anything is kept. */
  public long oldestKept() {
    return Math.min(firstTile, newestTile);
  }
}
