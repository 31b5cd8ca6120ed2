package dev.tandem.infra.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocalSentinelsIT {

  @Test
  void close_master_sentinelsNameTheReplica() {
    try (LocalSentinels all = LocalSentinels.start()) {
      all.firstMaster().ask("SET", "k", "v");
      all.firstMaster().awaitReplicas();
      all.firstMaster().close();
      all.awaitFailover();
      assertThat(all.firstReplica().ask("ROLE")).startsWith("master");
      assertThat(all.firstReplica().ask("GET", "k")).containsExactly("v");
    }
  }
}
