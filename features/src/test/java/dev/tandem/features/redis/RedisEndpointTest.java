package dev.tandem.features.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.redis.RedisEndpoint.Credentials;
import dev.tandem.features.redis.RedisEndpoint.Transport;
import java.time.Duration;
import java.util.List;
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

  @Test
  void parse_cluster_hasItsNodesAndReaders() {
    assertThat(RedisEndpoint.parse("redis-cluster://:pw@a:7000,b,[::1]:7001?readers=replicas"))
        .isEqualTo(
            RedisEndpoint.of(
                    new RedisTopology.Cluster(
                        List.of(
                            new RedisAddress("a", 7000),
                            new RedisAddress("b", 6379),
                            new RedisAddress("::1", 7001)),
                        RedisTopology.Readers.REPLICAS))
                .with(new Credentials(Optional.empty(), "pw")));
  }

  @Test
  void parse_sentinels_haveTheNameOfTheMaster() {
    assertThat(RedisEndpoint.parse("rediss-sentinel://a,b:1/shop"))
        .isEqualTo(
            RedisEndpoint.of(
                    new RedisTopology.Sentinel(
                        List.of(new RedisAddress("a", 26379), new RedisAddress("b", 1)), "shop"))
                .with(Transport.TLS));
  }

  @Test
  void parse_limitsAndAuthority_areTaken() {
    assertThat(
            RedisEndpoint.parse(
                "rediss://h?connect=500ms&answer=3s&connections=8&cacert=/etc/my%20ca.pem"))
        .isEqualTo(
            RedisEndpoint.of("h", 6379)
                .with(
                    RedisLimits.defaults()
                        .withTimeouts(Duration.ofMillis(500), Duration.ofSeconds(3))
                        .withConnections(8))
                .withAuthority("/etc/my ca.pem"));
  }

  @Test
  void parse_authorityWithoutTls_isRefused() {
    assertThatThrownBy(() -> RedisEndpoint.parse("redis://h?cacert=ca.pem"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cacert goes with TLS: rediss://");
    assertThatThrownBy(() -> RedisEndpoint.parse("redis://h?readers=masters"))
        .hasMessage("readers goes with redis-cluster://");
  }

  @Test
  void withConnections_none_isRefused() {
    assertThatThrownBy(() -> RedisEndpoint.parse("h?connections=0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are 1 to 4096 connections to a server, not 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h:1",
        "redis://",
        "redis://user@h:1",
        "redis://u:secret@h:1/2",
        "redis://u:secret @h",
        "redis://u:secret@h:x",
        "redis://u:secret%zz@h",
        "redis://a:1,b:2",
        "redis-sentinel://a:1",
        "redis-ring://a:1",
        "redis://h?answer=soon",
        "redis://h?password=secret",
        "redis://h?answer=1s&answer=2s"
      })
  void parse_otherForms_areRefusedWithoutRepeatingThePassword(String text) {
    assertThatThrownBy(() -> RedisEndpoint.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a Redis endpoint is written host:port, redis://[user]:password@host:port,"
                + " redis-cluster://host:port,host:port or"
                + " redis-sentinel://host:port,host:port/name, with rediss for TLS and"
                + " ?connect=2s&answer=2s&connections=32&readers=replicas&cacert=FILE as far as"
                + " wanted")
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
    assertThat(RedisEndpoint.parse("rediss-cluster://u:secret@a:1,b:2?answer=1s"))
        .hasToString("rediss-cluster://u:***@a:1,b:2");
    assertThat(RedisEndpoint.parse("redis-sentinel://u:secret@a:1,[::1]:2/shop"))
        .hasToString("redis-sentinel://u:***@a:1,[::1]:2/shop");
    assertThat(RedisEndpoint.parse("rediss://:secret@h:1").credentials().orElseThrow())
        .hasToString(":***");
  }
}
