package dev.tandem.pipelines.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The oracle is Java's own parser. */
class DecimalDoubleProperties {
  @Provide
  Arbitrary<String> numbers() {
    Arbitrary<String> shaped =
        Arbitraries.strings().withChars("0123456789.-+eE").ofMinLength(1).ofMaxLength(20);
    Arbitrary<String> decimals =
        Arbitraries.longs()
            .between(-999_999_999_999_999_999L, 999_999_999_999_999_999L)
            .flatMap(
                digits ->
                    Arbitraries.integers()
                        .between(0, 17)
                        .map(scale -> BigDecimal.valueOf(digits, scale).toPlainString()));
    Arbitrary<String> prices =
        Arbitraries.integers()
            .between(-10_000_000, 10_000_000)
            .map(cents -> String.format(Locale.ROOT, "%.2f", cents / 100.0));
    Arbitrary<String> doubles = Arbitraries.doubles().map(String::valueOf);
    return Arbitraries.oneOf(shaped, decimals, prices, doubles);
  }

  @Provide
  Arbitrary<String> befores() {
    return Arbitraries.of("", ",", "a,1234567,", "9876543210.5,12345678");
  }

  @Property(tries = 5_000, seed = "7")
  void read_anyText_isWhatJavaReads(
      @ForAll("numbers") String text, @ForAll("befores") String before) {
    DecimalDouble number = new DecimalDouble();
    byte[] bytes = (before + text + ",").getBytes(StandardCharsets.US_ASCII);

    Rejection rejection = number.read(bytes, before.length(), bytes.length - 1);

    try {
      double expected = Double.parseDouble(text) + 0.0;
      if (Double.isInfinite(expected)) {
        assertThat(rejection).isEqualTo(Rejection.NOT_FINITE);
      } else {
        assertThat(rejection).isNull();
        assertThat(Double.doubleToRawLongBits(number.value()))
            .isEqualTo(Double.doubleToRawLongBits(expected));
      }
    } catch (NumberFormatException e) {
      assertThat(rejection).isEqualTo(Rejection.WRONG_TYPE);
    }
  }
}
