package dev.tandem.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StateBatchTest {
  private final StateBatch batch = new StateBatch();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String key(int key) {
    return new String(
        Arrays.copyOfRange(batch.keys(), batch.keyStart(key), batch.keyEnd(key)),
        StandardCharsets.UTF_8);
  }

  @Test
  void add_manyKeys_keepsEachInItsPlace() {
    for (int key = 0; key < 5_000; key++) {
      batch.add(bytes("key " + key));
    }

    assertThat(batch.size()).isEqualTo(5_000);
    assertThat(key(0)).isEqualTo("key 0");
    assertThat(key(4_999)).isEqualTo("key 4999");
  }

  @Test
  void put_statesAndNothing_areFoundAgain() {
    batch.add(bytes("a"));
    batch.add(bytes("b"));
    batch.add(bytes("c"));
    batch.put(0, new byte[100_000]);
    batch.put(1, null);
    batch.put(2, bytes("state"));

    assertThat(batch.length(0)).isEqualTo(100_000);
    assertThat(batch.length(1)).isNegative();
    assertThat(batch.copy(1)).isNull();
    assertThat(batch.copy(2)).isEqualTo(bytes("state"));
    assertThat(batch.offset(2)).isEqualTo(100_000);
  }

  @Test
  void clear_thenAdd_knowsNothingOfTheStateBefore() {
    batch.add(bytes("a"));
    batch.put(0, bytes("state"));

    batch.clear();
    batch.add(bytes("b"));

    assertThat(batch.size()).isEqualTo(1);
    assertThat(key(0)).isEqualTo("b");
    assertThat(batch.copy(0)).isNull();
  }

  @Test
  void add_emptyKey_isRefused() {
    assertThatThrownBy(() -> batch.add(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a key has at least 1 byte");
  }
}
