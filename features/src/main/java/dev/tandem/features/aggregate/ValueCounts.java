package dev.tandem.features.aggregate;

import java.util.Optional;

/**
 * How often each key occurs; a key is a value, or a bucket of values.
 *
 * <p>Of more keys than may be kept, those of the newest tiles stay. With tiles of the window's
 * resolution, one for all time without a window, n the newest tile with an event and D(h) the
 * number of distinct keys in the tiles from h on: if D(n) is at most {@code most}, all is kept from
 * the smallest h on for which D(h) is; otherwise, of the tile n, the {@code most} keys with the
 * smallest {@link KeyHash} (unsigned, equal ones by key) and nothing before it. That is a function
 * of the set of events alone; a state that remembers its h merges exactly.
 *
 * @param buckets the buckets into which a number falls, or empty if each value is a key
 * @param most how many keys are kept, or {@link #ALL}
 */
public record ValueCounts(Optional<ValueBuckets> buckets, int most) implements ExactState {
  /** Keeps every key, of which there are few by themselves. */
  public static final int ALL = Integer.MAX_VALUE;

  public ValueCounts {
    if (most < 1) {
      throw new IllegalArgumentException("found most " + most + ", allowed: 1 and more");
    }
  }

  @Override
  public Kind kind() {
    return Kind.VALUE_COUNTS;
  }
}
