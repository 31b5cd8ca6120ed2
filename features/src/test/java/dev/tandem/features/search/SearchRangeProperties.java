package dev.tandem.features.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.search.SettingValue.Scalar;
import dev.tandem.features.search.SettingValue.Sequence;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class SearchRangeProperties {
  private static double number(SettingValue value) {
    return Double.parseDouble(((Scalar) value).text());
  }

  @Property(tries = 300)
  void draw_uniform_isWithinTheEnds(
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double low,
      @ForAll @IntRange(min = -9, max = 6) int exponent,
      @ForAll long seed) {
    double high = Math.max(Math.nextUp(low), low + Math.pow(10, exponent));
    SettingValue value = new SearchRange.Uniform(low, high).draw(new SplittableRandom(seed));
    assertThat(number(value)).isBetween(low, high);
    assertThat(new SearchRange.Uniform(low, high).draw(new SplittableRandom(seed)))
        .isEqualTo(value);
  }

  @Property(tries = 300)
  void draw_log_isWithinTheEnds(
      @ForAll @IntRange(min = 1, max = 999) int digits,
      @ForAll @IntRange(min = -9, max = 3) int exponent,
      @ForAll @DoubleRange(min = 1.01, max = 1e6) double ratio,
      @ForAll long seed) {
    double low = digits * Math.pow(10, exponent);
    double high = low * ratio;
    SettingValue value = new SearchRange.Log(low, high).draw(new SplittableRandom(seed));
    assertThat(number(value)).isBetween(low, high);
  }

  @Property(tries = 300)
  void draw_whole_isAWholeNumberWithinTheEnds(
      @ForAll @IntRange(min = Integer.MIN_VALUE, max = Integer.MAX_VALUE - 1) int low,
      @ForAll long seed) {
    SettingValue value =
        new SearchRange.Whole(low, Integer.MAX_VALUE).draw(new SplittableRandom(seed));
    assertThat(Integer.parseInt(((Scalar) value).text())).isGreaterThanOrEqualTo(low);
  }

  @Example
  void draw_log_spreadsOverMagnitudes() {
    SplittableRandom random = new SplittableRandom(5);
    SearchRange range = new SearchRange.Log(1e-4, 1e-2);
    int below = 0;
    for (int i = 0; i < 1_000; i++) {
      below += number(range.draw(random)) < 1e-3 ? 1 : 0;
    }
    assertThat(below).isBetween(450, 550);
  }

  @Example
  void draw_choice_givesEveryValue() {
    SearchRange range =
        new SearchRange.Choice(
            List.of(new Sequence(List.of("64")), new Sequence(List.of("128", "64"))));
    SplittableRandom random = new SplittableRandom(5);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      seen.add(range.draw(random).yaml());
    }
    assertThat(seen).containsExactlyInAnyOrder("[64]", "[128, 64]");
  }

  @Example
  void of_emptyRange_isRefused() {
    assertThatThrownBy(() -> new SearchRange.Uniform(4, 0.5))
        .hasMessage("found 4.0 and 0.5, allowed: a lower end below the upper one");
    assertThatThrownBy(() -> new SearchRange.Whole(4, 4))
        .hasMessage("found 4 and 4, allowed: a lower end below the upper one");
    assertThatThrownBy(() -> new SearchRange.Log(0, 1))
        .hasMessage("found 0.0, allowed: a number above 0");
    assertThatThrownBy(() -> new SearchRange.Choice(List.of()))
        .hasMessage("found no value, allowed: one or more");
  }
}
