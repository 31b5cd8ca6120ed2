package dev.tandem.features.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class DurationNotationProperties {
  @Property
  void parse_formatted_isTheSameDuration(@ForAll @LongRange(max = 1L << 48) long millis) {
    Duration duration = Duration.ofMillis(millis);

    assertThat(DurationNotation.parse(DurationNotation.format(duration))).contains(duration);
  }

  @Property
  void parse_anyText_neverThrows(@ForAll String text) {
    assertThat(DurationNotation.parse(text)).isNotNull();
  }

  @Example
  void format_usesTheLargestUnit() {
    assertThat(DurationNotation.format(Duration.ofDays(2))).isEqualTo("2d");
    assertThat(DurationNotation.format(Duration.ofMinutes(90))).isEqualTo("90m");
    assertThat(DurationNotation.format(Duration.ofMillis(1500))).isEqualTo("1500ms");
    assertThat(DurationNotation.format(Duration.ZERO)).isEqualTo("0s");
  }

  @Example
  void parse_beyondALong_isNothing() {
    assertThat(DurationNotation.parse("999999999999999d")).isEmpty();
  }
}
