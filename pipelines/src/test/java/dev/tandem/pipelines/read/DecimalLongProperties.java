package dev.tandem.pipelines.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The oracle is Java's own parser. */
class DecimalLongProperties {
  @Provide
  Arbitrary<String> numbers() {
    Arbitrary<String> shaped =
        Arbitraries.strings().withChars("0123456789-").ofMinLength(1).ofMaxLength(22);
    Arbitrary<String> edges =
        Arbitraries.of(
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "99999999999999999999",
            "999999999999999999",
            "-999999999999999999",
            "0000000000000000000007");
    return Arbitraries.oneOf(shaped, edges, Arbitraries.longs().map(String::valueOf));
  }

  @Provide
  Arbitrary<String> befores() {
    return Arbitraries.of("", ",", "a,1234567,", "9876543210.5,12345678");
  }

  @Property(tries = 5_000, seed = "7")
  void read_anyText_isWhatJavaReads(
      @ForAll("numbers") String text, @ForAll("befores") String before) {
    DecimalLong number = new DecimalLong();
    byte[] bytes = (before + text + ",").getBytes(StandardCharsets.US_ASCII);

    boolean read = number.read(bytes, before.length(), bytes.length - 1);

    try {
      long expected = Long.parseLong(text);
      assertThat(read).isTrue();
      assertThat(number.value()).isEqualTo(expected);
    } catch (NumberFormatException e) {
      assertThat(read).isFalse();
    }
  }
}
