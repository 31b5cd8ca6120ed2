package dev.tandem.features.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HorizonTest {
  @Test
  void of_noMoreKeysThanAreKept_forgetsNothing() {
    Horizon horizon = Horizon.of(3, Horizon.UNBOUNDED, new long[] {7, 5, 9});

    assertThat(horizon).isEqualTo(new Horizon(Horizon.UNBOUNDED, 9));
    assertThat(horizon.oldestKept()).isEqualTo(Horizon.UNBOUNDED);
    assertThat(horizon.isCrowded()).isFalse();
  }

  @Test
  void of_tooManyKeys_forgetsTheTileOfTheFirstThatIsTooMany() {
    assertThat(Horizon.of(2, Horizon.UNBOUNDED, new long[] {7, 5, 9, 5}))
        .isEqualTo(new Horizon(6, 9));
    // Only the key of tile 9 is left: with those of tile 7 there would be three.
    assertThat(Horizon.of(2, Horizon.UNBOUNDED, new long[] {7, 7, 9, 5}))
        .isEqualTo(new Horizon(8, 9));
  }

  @Test
  void of_tooManyKeysInTheNewestTile_isCrowded() {
    Horizon horizon = Horizon.of(2, Horizon.UNBOUNDED, new long[] {9, 9, 9, 5});

    assertThat(horizon).isEqualTo(new Horizon(10, 9));
    assertThat(horizon.isCrowded()).isTrue();
    assertThat(horizon.oldestKept()).isEqualTo(9);
  }

  @Test
  void of_partsThatHaveForgotten_neverRemembersAgain() {
    assertThat(Horizon.of(5, 6, new long[] {7, 9})).isEqualTo(new Horizon(6, 9));
    assertThat(Horizon.of(2, 10, new long[] {9, 9, 3}).isCrowded()).isTrue();
    assertThat(Horizon.of(2, 10, new long[] {9, 9, 12})).isEqualTo(new Horizon(10, 12));
  }

  @Test
  void hashedKey_anyVersion_hasTheseHashes() {
    assertThat(Long.toHexString(HashedKey.of(0L).hash())).isEqualTo("28df63b7cc57c3cb");
    assertThat(Long.toHexString(HashedKey.of(-42L).hash())).isEqualTo("70191617c02600ec");
    assertThat(Long.toHexString(HashedKey.of("").hash())).isEqualTo("0");
    assertThat(Long.toHexString(HashedKey.of("schuhe ß").hash())).isEqualTo("5441b3dea51c8691");
  }

  @Test
  void smallestKeys_inAnyOrder_areThoseWithTheSmallestHashes() {
    SmallestKeys smallest = new SmallestKeys(10);
    LongStream.range(0, 1_000).forEach(key -> smallest.add(HashedKey.of(key)));
    LongStream.range(0, 1_000).forEach(key -> smallest.add(HashedKey.of(key)));

    long[] expected =
        LongStream.range(0, 1_000)
            .mapToObj(HashedKey::of)
            .sorted()
            .limit(10)
            .mapToLong(HashedKey::number)
            .sorted()
            .toArray();
    assertThat(
            LongStream.range(0, 1_000)
                .filter(key -> smallest.contains(HashedKey.of(key)))
                .toArray())
        .isEqualTo(expected);
  }
}
