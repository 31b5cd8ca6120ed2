package dev.tandem.infra.benchmarks.serving;

import dev.tandem.serving.fetch.FeatureRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Requests for a user and some candidate items each, drawn at random and the same in every run, and
 * the keys that each of them has to read.
 */
public final class RequestMix {
  private static final int REQUESTS = 256;

  private final List<FeatureRequest> requests = new ArrayList<>();
  private final List<byte[][]> keys = new ArrayList<>();

  /**
   * Requests about these entities.
   *
   * @param rows the number of candidates of each
   */
  public RequestMix(ServedEntities entities, int rows) {
    Random random = new Random(rows);
    for (int request = 0; request < REQUESTS; request++) {
      long user = random.nextInt(entities.ofEither());
      long[] items = random.longs(0, entities.ofEither()).distinct().limit(rows).toArray();
      requests.add(
          FeatureRequest.builder()
              .one("user_id", user)
              .each("item_id", items)
              .one("position", 0)
              .at(Instant.ofEpochMilli(ServedEntities.NOW))
              .build());
      List<byte[]> all =
          new ArrayList<>(entities.keys(ServedFeatures.USER_VIEW, "user_id", new long[] {user}));
      all.addAll(entities.keys(ServedFeatures.ITEM_VIEW, "item_id", items));
      keys.add(all.toArray(byte[][]::new));
    }
  }

  /** The request with a number, any from 0 on. */
  public FeatureRequest request(int number) {
    return requests.get(number % REQUESTS);
  }

  /** The keys of the states that the request reads. */
  public byte[][] keys(int number) {
    return keys.get(number % REQUESTS);
  }
}
