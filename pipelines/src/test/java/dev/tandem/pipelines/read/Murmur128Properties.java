package dev.tandem.pipelines.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.commons.codec.digest.MurmurHash3;

/** The oracle is the hash of Commons Codec. */
class Murmur128Properties {
  private final Murmur128 hash = new Murmur128();

  @Property(tries = 2_000, seed = "7")
  void hash_anyBytes_isThatOfCommonsCodec(@ForAll @Size(max = 100) byte[] bytes) {
    hash.hash(Arrays.copyOf(bytes, bytes.length + 20), bytes.length);

    assertThat(new long[] {hash.hi(), hash.lo()})
        .isEqualTo(MurmurHash3.hash128x64(bytes, 0, bytes.length, 0));
  }
}
