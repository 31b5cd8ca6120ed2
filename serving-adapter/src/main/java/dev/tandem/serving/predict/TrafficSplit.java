package dev.tandem.serving.predict;

import dev.tandem.features.hash.StableHash;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.InvalidRequestException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sends a share of the users, or of whatever else a key names, to other models than the primary
 * one. Who goes where depends on the salt and the key alone: the same user gets the same arm on
 * every server and in every run, and another salt draws anew.
 *
 * <p>The bucket of a key is {@link StableHash#bucket} of the salt and the key's value among 10^6;
 * the first arm takes the lowest buckets of its share, the next those that follow, and the primary
 * model the rest.
 *
 * @param key the request's field that decides, which must have one value in a request
 * @param arms in order; their shares add up to at most 1
 */
public record TrafficSplit(String key, String salt, List<Arm> arms) {
  private static final long BUCKETS = 1_000_000;

  public TrafficSplit {
    arms = List.copyOf(arms);
    long taken = 0;
    Set<String> names = new HashSet<>(Set.of(Predictions.PRIMARY));
    for (Arm arm : arms) {
      taken += arm.buckets();
      if (!names.add(arm.name())) {
        throw new IllegalArgumentException("two arms are named '" + arm.name() + "'");
      }
    }
    if (taken > BUCKETS) {
      throw new IllegalArgumentException(
          "the shares of the arms add up to " + taken / (double) BUCKETS + ", allowed: at most 1");
    }
  }

  /**
   * A model that answers a share of the requests.
   *
   * @param name said in its answers
   * @param share from 0 to 1, to six decimals
   */
  public record Arm(String name, LiveModel model, double share) {
    public Arm {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "arm '" + name + "' has the share " + share + ", allowed: 0 to 1");
      }
    }

    private long buckets() {
      return Math.round(share * BUCKETS);
    }
  }

  /**
   * The number of the arm that answers a request, or -1 for the primary model.
   *
   * @throws InvalidRequestException if the request has no value of the key, or several
   */
  int arm(FeatureRequest request) {
    long bucket = bucket(request);
    for (int arm = 0; arm < arms.size(); arm++) {
      bucket -= arms.get(arm).buckets();
      if (bucket < 0) {
        return arm;
      }
    }
    return -1;
  }

  private long bucket(FeatureRequest request) {
    Column column =
        request
            .find(key)
            .orElseThrow(() -> new InvalidRequestException(key, "nothing", "one value"));
    StableHash hash = new StableHash().add(salt);
    if (column instanceof LongColumn longs && isOne(column)) {
      for (int row = 1; row < column.size(); row++) {
        requireSame(longs.value(row) == longs.value(0));
      }
      return hash.add(longs.value(0)).bucket(BUCKETS);
    }
    if (column instanceof StringColumn strings && isOne(column)) {
      for (int row = 1; row < column.size(); row++) {
        requireSame(strings.codeAt(row) == strings.codeAt(0));
      }
      return hash.add(strings.value(0)).bucket(BUCKETS);
    }
    throw new InvalidRequestException(key, "no value", "one int64 or string, which is not null");
  }

  private static boolean isOne(Column column) {
    return column.size() > 0 && !column.isNull(0);
  }

  private void requireSame(boolean same) {
    if (!same) {
      throw new InvalidRequestException(
          key, "several values", "one, since it says which model answers the request");
    }
  }
}
