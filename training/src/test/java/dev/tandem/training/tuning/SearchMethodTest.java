package dev.tandem.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchMethodTest {
  @Test
  void budgets_random_isAllEpochsAtOnce() {
    assertThat(SearchMethod.RANDOM.budgets(10)).containsExactly(10);
  }

  @Test
  void budgets_halving_endsWithAllEpochs() {
    assertThat(SearchMethod.HALVING.budgets(1)).containsExactly(1);
    assertThat(SearchMethod.HALVING.budgets(2)).containsExactly(2);
    assertThat(SearchMethod.HALVING.budgets(3)).containsExactly(1, 3);
    assertThat(SearchMethod.HALVING.budgets(10)).containsExactly(1, 3, 10);
    assertThat(SearchMethod.HALVING.budgets(27)).containsExactly(1, 3, 9, 27);
  }

  @Test
  void survivors_isAThirdAndAtLeastOne() {
    assertThat(SearchMethod.HALVING.survivors(21)).isEqualTo(7);
    assertThat(SearchMethod.HALVING.survivors(7)).isEqualTo(3);
    assertThat(SearchMethod.HALVING.survivors(1)).isEqualTo(1);
  }
}
