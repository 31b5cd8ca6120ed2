package dev.tandem.features.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import com.google.common.primitives.Longs;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KeyHashTest {

  @Property(tries = 300)
  void of_integer_isMurmur3OfItsBytes(@ForAll long key) {
    assertThat(KeyHash.of(key))
        .isEqualTo(Hashing.murmur3_128().hashBytes(Longs.toByteArray(key)).asLong());
  }

  @Property(tries = 300)
  void of_text_isMurmur3OfItsUtf8(@ForAll String key) {
    byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);

    assertThat(KeyHash.of(key)).isEqualTo(Hashing.murmur3_128().hashBytes(utf8).asLong());
  }

  /** States are stored: these may never change. */
  @Test
  void of_goldenKeys_areTheGoldenHashes() {
    assertThat(Long.toHexString(KeyHash.of(0L))).isEqualTo("28df63b7cc57c3cb");
    assertThat(Long.toHexString(KeyHash.of("tandem"))).isEqualTo("81fb2315a6033056");
  }
}
