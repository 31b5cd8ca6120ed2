package dev.tandem.infra.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class LocalRedisClusterIT {

  @Test
  void start_threeMasters_shareTheSlots() {
    try (LocalRedisCluster cluster = LocalRedisCluster.start(3, 0)) {
      // CRC16 of "foo" is slot 12182, of "bar" 5061: the last and the first third.
      cluster.masters().get(2).ask("SET", "foo", "1");
      cluster.masters().get(0).ask("SET", "bar", "2");
      assertThatThrownBy(() -> cluster.masters().get(0).ask("GET", "foo"))
          .isInstanceOf(UncheckedIOException.class)
          .rootCause()
          .hasMessageContaining("MOVED 12182 127.0.0.1:" + cluster.masters().get(2).port());
      cluster.empty();
      assertThat(cluster.masters().get(2).ask("GET", "foo")).containsExactly((String) null);
    }
  }

  @Test
  void close_masterWithAReplica_isReplaced() {
    try (LocalRedisCluster cluster = LocalRedisCluster.start(3, 1)) {
      cluster.masters().get(2).ask("SET", "foo", "1");
      cluster.masters().get(2).awaitReplicas();
      cluster.masters().get(2).close();
      cluster.awaitPromotion(2);
      cluster.awaitHealthy();
      assertThat(cluster.replicas().get(2).ask("GET", "foo")).containsExactly("1");
    }
  }
}
