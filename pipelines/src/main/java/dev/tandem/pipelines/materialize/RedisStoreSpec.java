package dev.tandem.pipelines.materialize;

import dev.tandem.features.redis.RedisEndpoint;
import dev.tandem.features.redis.RedisOnlineStore;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.pipelines.run.RecordBytes;

/** A Redis server as the online store. */
public final class RedisStoreSpec implements OnlineStoreSpec {
  private static final long serialVersionUID = 1L;

  private final byte[] endpoint;

  private RedisStoreSpec(byte[] endpoint) {
    this.endpoint = endpoint;
  }

  /** The server at an endpoint. */
  public static RedisStoreSpec of(RedisEndpoint endpoint) {
    return new RedisStoreSpec(RecordBytes.encode(endpoint));
  }

  @Override
  public OnlineStore open() {
    return RedisOnlineStore.open(decoded());
  }

  /** The endpoint, without a password. */
  @Override
  public String name() {
    return "Redis at " + decoded();
  }

  private RedisEndpoint decoded() {
    return RecordBytes.decode(endpoint, RedisEndpoint.class);
  }
}
