package dev.tandem.serving.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.NumberOutput;
import dev.tandem.serving.edge.OutputBytes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class JsonNumbersProperties {
  private static String text(double value) {
    OutputBytes out = new OutputBytes(1);
    JsonNumbers.write(out, value);
    return new String(out.toByteArray(), StandardCharsets.US_ASCII);
  }

  private static void assertShortestAndExact(double value) {
    String text = text(value);
    assertThat(Double.doubleToRawLongBits(Double.parseDouble(text)))
        .as(text)
        .isEqualTo(Double.doubleToRawLongBits(value));
    assertThat(digits(text)).isLessThanOrEqualTo(digits(NumberOutput.toString(value, true)));
  }

  private static int digits(String decimal) {
    return new BigDecimal(decimal).stripTrailingZeros().precision();
  }

  @Property(tries = 20_000)
  void write_anyBits_readsBackToThem(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    if (Double.isFinite(value)) {
      assertShortestAndExact(value);
    }
  }

  @Property(tries = 20_000)
  void write_decimal_readsBackToItsBits(
      @ForAll @LongRange(min = -1_000_000_000_000_000L, max = 1_000_000_000_000_000L) long unscaled,
      @ForAll @IntRange(max = 12) int scale) {
    assertShortestAndExact(BigDecimal.valueOf(unscaled, scale).doubleValue());
  }

  @Property
  void write_whole_isTheNumber(@ForAll long value) {
    OutputBytes out = new OutputBytes(1);
    JsonNumbers.write(out, value);
    assertThat(new String(out.toByteArray(), StandardCharsets.US_ASCII))
        .isEqualTo(Long.toString(value));
  }

  @Test
  void write_known_isShort() {
    assertThat(text(0.0)).isEqualTo("0.0");
    assertThat(text(-0.0)).isEqualTo("-0.0");
    assertThat(text(19.99)).isEqualTo("19.99");
    assertThat(text(-1.5)).isEqualTo("-1.5");
    assertThat(text(1.0 / 3)).isEqualTo("0.3333333333333333");
    assertThat(text(999_999_999.999999)).isEqualTo("999999999.999999");
    assertThat(text(2e-323)).isEqualTo("2.0E-323");
    assertThat(text(Double.MAX_VALUE)).isEqualTo("1.7976931348623157E308");
  }
}
