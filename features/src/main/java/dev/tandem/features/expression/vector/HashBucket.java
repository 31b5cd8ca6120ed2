package dev.tandem.features.expression.vector;

import dev.tandem.features.hash.StableHash;
import dev.tandem.features.type.ValueType;

/** The function {@code hash_bucket}: one of a number of buckets for each value. */
public final class HashBucket extends Node {
  private final Node value;
  private final long buckets;

  /**
   * The bucket in {@code [0, buckets)} of an int64, string or bool by its {@link StableHash}. Every
   * bucket gets the same share of all hashes, up to one hash in 2^64.
   *
   * @param buckets at least 1
   */
  public HashBucket(int register, Node value, long buckets) {
    super(ValueType.INT64, register, value);
    this.value = value;
    this.buckets = buckets;
  }

  @Override
  Vector evaluate(Batch batch) {
    Vector from = value.evaluate(batch);
    Vector out = batch.register(this);
    StableHash hash = new StableHash();
    for (int i = 0; i < batch.count(); i++) {
      out.nulls[i] = from.nulls[i];
      if (!from.nulls[i]) {
        hash.clear();
        from.hash(value.type(), i, hash);
        out.longs[i] = hash.bucket(buckets);
      }
    }
    return out;
  }
}
