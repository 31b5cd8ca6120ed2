package dev.tandem.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.redis.RedisEndpoint;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RecordBytesTest {
  /** One of each kind of component. */
  public record Everything(
      String text,
      int small,
      long large,
      double fraction,
      boolean truth,
      Duration duration,
      Optional<String> optional,
      List<Everything> inner,
      Kind kind) {
    /** A closed set. */
    public enum Kind {
      A,
      B
    }
  }

  private static Everything of(String text, Optional<String> optional, List<Everything> inner) {
    return new Everything(
        text,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        -0.5,
        true,
        Duration.ofMillis(1234567890123L),
        optional,
        inner,
        Everything.Kind.B);
  }

  @Test
  void decode_whatWasEncoded_isEqual() {
    Everything inner = of("ğ😀", Optional.empty(), List.of());
    Everything value = of("", Optional.of("x"), List.of(inner, inner));
    assertThat(RecordBytes.decode(RecordBytes.encode(value), Everything.class)).isEqualTo(value);
  }

  /** A record with a map. */
  public record Mapped(Map<String, List<String>> values) {}

  @Test
  void encode_equalMapsInAnyOrder_haveEqualBytes() {
    Map<String, List<String>> forth = new LinkedHashMap<>();
    forth.put("a", List.of("1", "2"));
    forth.put("b", List.of());
    Map<String, List<String>> back = new LinkedHashMap<>();
    back.put("b", List.of());
    back.put("a", List.of("1", "2"));
    byte[] bytes = RecordBytes.encode(new Mapped(forth));
    assertThat(RecordBytes.encode(new Mapped(back))).isEqualTo(bytes);
    assertThat(RecordBytes.decode(bytes, Mapped.class)).isEqualTo(new Mapped(forth));
    assertThat(RecordBytes.encode(new Mapped(Map.of("a", List.of("1", "2"))))).isNotEqualTo(bytes);
  }

  @Test
  void decode_redisEndpoint_isEqualWithItsPassword() {
    RedisEndpoint endpoint = RedisEndpoint.parse("rediss://user:secret@host:7");
    assertThat(RecordBytes.decode(RecordBytes.encode(endpoint), RedisEndpoint.class))
        .isEqualTo(endpoint);
  }

  @Test
  void decode_settings_areEqualAndHaveTheBytesOfAnyEqualMap() {
    Map<String, List<String>> backwards = new LinkedHashMap<>();
    backwards.put("z", List.of("1", "2"));
    backwards.put("a", List.of());
    byte[] bytes = RecordBytes.encode(new Settings(backwards));

    assertThat(RecordBytes.decode(bytes, Settings.class)).isEqualTo(new Settings(backwards));
    assertThat(RecordBytes.encode(new Settings(new TreeMap<>(backwards)))).isEqualTo(bytes);
  }

  /** Names with values. */
  public record Settings(Map<String, List<String>> values) {}

  @Test
  void encode_differentRecords_haveDifferentBytes() {
    assertThat(RecordBytes.encode(of("a", Optional.of("b"), List.of())))
        .isEqualTo(RecordBytes.encode(of("a", Optional.of("b"), List.of())))
        .isNotEqualTo(RecordBytes.encode(of("a", Optional.empty(), List.of())))
        .isNotEqualTo(RecordBytes.encode(of("ab", Optional.of(""), List.of())));
  }

  /** Holds what declarations do not. */
  public record Odd(Object anything) {}

  @Test
  void encode_unknownType_isRefused() {
    assertThatThrownBy(() -> RecordBytes.encode(new Odd(new Object())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a declaration holds no java.lang.Object");
  }
}
