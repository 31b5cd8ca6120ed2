package dev.tandem.features.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.redis.RedisEndpoint.Credentials;
import dev.tandem.features.redis.RedisEndpoint.Transport;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisEndpointTest {

  @Test
  void parse_hostAndPort_isPlain() {
    assertThat(RedisEndpoint.parse("localhost:6380"))
        .isEqualTo(RedisEndpoint.of("localhost", 6380));
  }

  @Test
  void parse_full_hasEveryPart() {
    assertThat(RedisEndpoint.parse("rediss://ranker:s3%2Fcret@redis.example:7000"))
        .isEqualTo(
            RedisEndpoint.of("redis.example", 7000)
                .with(Transport.TLS)
                .with(new Credentials(Optional.of("ranker"), "s3/cret")));
  }

  @Test
  void parse_noPort_takesTheDefault() {
    assertThat(RedisEndpoint.parse("redis://:pw@h"))
        .isEqualTo(RedisEndpoint.of("h", 6379).with(new Credentials(Optional.empty(), "pw")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h:1",
        "redis://",
        "redis://user@h:1",
        "redis://u:secret@h:1/2",
        "redis://u:secret @h"
      })
  void parse_otherForms_areRefusedWithoutRepeatingThePassword(String text) {
    assertThatThrownBy(() -> RedisEndpoint.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a Redis endpoint is written host:port or redis://[user]:password@host:port, with"
                + " rediss:// for TLS")
        .hasNoCause();
  }

  @Test
  void of_portOutOfRange_isRefused() {
    assertThatThrownBy(() -> RedisEndpoint.of("h", 65536))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a Redis endpoint has a host and a port from 1 to 65535, not 'h:65536'");
  }

  @Test
  void withTimeouts_zero_isRefused() {
    assertThatThrownBy(
            () -> RedisEndpoint.of("h", 1).withTimeouts(Duration.ZERO, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a timeout lasts 1 ms to 24 days, not PT0S");
  }

  @Test
  void toString_masksThePassword() {
    assertThat(RedisEndpoint.parse("redis://ranker:secret@h:1"))
        .hasToString("redis://ranker:***@h:1");
    assertThat(RedisEndpoint.parse("rediss://:secret@h:1").credentials().orElseThrow())
        .hasToString(":***");
  }
}
