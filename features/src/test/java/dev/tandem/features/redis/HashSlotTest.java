package dev.tandem.features.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.util.JedisClusterCRC16;

class HashSlotTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456789", "foo", "{user1000}.following", "foo{}{bar}", "foo{{bar}}zap", "foo{bar}{zap}",
        "foo{bar", "}foo{", "{}", "{", "}", "a{b}"
      })
  void of_key_isWhatTheSpecificationSays(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    assertThat(HashSlot.of(bytes)).isEqualTo(JedisClusterCRC16.getSlot(bytes));
    byte[] between = (")" + key + "{x}").getBytes(StandardCharsets.UTF_8);
    assertThat(HashSlot.of(between, 1, 1 + bytes.length)).isEqualTo(HashSlot.of(bytes));
  }

  @Test
  void tags_inBraces_areInTheirSlots() {
    byte[][] tags = HashSlot.tags();
    assertThat(tags.length).isEqualTo(HashSlot.COUNT);
    for (int slot = 0; slot < tags.length; slot++) {
      String key = "{" + new String(tags[slot], StandardCharsets.US_ASCII) + "}fence:any{thing}";
      assertThat(HashSlot.of(key.getBytes(StandardCharsets.US_ASCII))).isEqualTo(slot);
    }
  }
}
