package dev.tandem.serving.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.store.StateBatch;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateKeyTest {

  private static byte[] key(int id) {
    return ByteBuffer.allocate(43).position(33).put((byte) 1).putLong(id).array();
  }

  @Test
  void hashCode_keysThatDifferInTheirLastBytes_differs() {
    Set<Integer> hashes = new HashSet<>();
    for (int id = 0; id < 100_000; id++) {
      hashes.add(StateKey.of(key(id)).hashCode());
    }
    assertThat(hashes).hasSizeGreaterThan(99_990);
  }

  @Test
  void equals_keyOfABatch_isThatOfTheSameBytes() {
    StateBatch batch = new StateBatch();
    batch.add(key(6));
    batch.add(key(7));
    StateKey probe = StateKey.probe();
    probe.set(batch, 1);
    assertThat(probe).isEqualTo(StateKey.of(key(7))).hasSameHashCodeAs(StateKey.of(key(7)));
    assertThat(probe).isNotEqualTo(StateKey.of(key(6)));
  }
}
