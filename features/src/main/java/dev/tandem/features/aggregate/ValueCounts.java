package dev.tandem.features.aggregate;

import java.util.Optional;

/**
 * How often each key occurs; a key is a value, or a bucket of values.
 *
 * <p>Of more keys than may be kept, the {@link Horizon} says which stay, with tiles of the window's
 * resolution, one for all time without a window. A state that remembers its first tile merges
 * exactly.
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
