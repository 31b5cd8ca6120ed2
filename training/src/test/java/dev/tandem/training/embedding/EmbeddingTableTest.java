package dev.tandem.training.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.training.embedding.LookedUp.Padding;
import dev.tandem.training.optimizer.Adam;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingTableTest {
  private static final Adam ADAM = new Adam(0.1, 0.9, 0.999, 1e-8);

  private static EmbeddingTable table(String name) {
    return new EmbeddingTable(new TableShape(name, 7, 2, 5, 2), 2, 1);
  }

  private static EmbeddingTable table() {
    return table("t");
  }

  private static BatchGradients batch(
      int[] ids, int idWidth, float[] gradients, int gradientWidth) {
    BatchGradients batch = new BatchGradients(idWidth, gradients, gradientWidth);
    batch.moveTo(ids, ids.length / idWidth);
    return batch;
  }

  private static void update(
      EmbeddingTable table, float penalty, long step, int[] ids, float... gradients) {
    LookedUp single = new LookedUp(0, 1, 0, 2, Padding.NONE);
    new TableUpdate(table, List.of(single), 0, 1)
        .run(batch(ids, 1, gradients, 2), penalty, ADAM.at(step));
  }

  @Test
  void new_knownIdsAreNotZero_othersAre() {
    float[] weights = table().weights();
    assertThat(Arrays.copyOf(weights, 4)).containsOnly(0f);
    assertThat(Arrays.copyOfRange(weights, 4, 10)).doesNotContain(0f);
    assertThat(Arrays.copyOfRange(weights, 10, 14)).containsOnly(0f);
    assertThat(table("other").weights()).isNotEqualTo(weights);
    assertThat(table().weights()).isEqualTo(weights);
  }

  @Test
  void new_pages_doNotChangeTheTable() {
    TableShape shape = new TableShape("t", 1000, 2, 990, 3);
    EmbeddingTable whole = new EmbeddingTable(shape, 2, 5);
    EmbeddingTable paged = new EmbeddingTable(shape, 2, 5, 100);
    assertThat(paged.page(0)).hasSize(8 * 9);
    assertThat(paged.page(999)).isNotSameAs(paged.page(991));
    assertThat(paged.weights()).isEqualTo(whole.weights());
    float[] other = new float[3000];
    for (int i = 0; i < other.length; i++) {
      other[i] = i;
    }
    paged.restore(other);
    float[] vector = new float[4];
    paged.lookUp(997, vector, 1);
    assertThat(vector).containsExactly(0, 2991, 2992, 2993);
    assertThat(paged.weights()).isEqualTo(other);
  }

  @Test
  void run_idThatOccursTwice_isOneStepWithTheSum() {
    EmbeddingTable twice = table();
    EmbeddingTable once = table();
    for (int step = 1; step <= 3; step++) {
      update(twice, 0, step, new int[] {3, 2, 3}, 1, 2, 5, 6, 0.5f, -1);
      update(once, 0, step, new int[] {3, 2}, 1.5f, 1, 5, 6);
    }
    assertThat(twice.weights()).isEqualTo(once.weights());
  }

  @Test
  void run_touchesTheBatchsRowsAlone_evenWithPenalty() {
    EmbeddingTable table = table();
    float[] before = table.weights();
    update(table, 0.5f, 1, new int[] {4}, 0, 0);
    float[] after = table.weights();
    assertThat(Arrays.copyOf(after, 8)).isEqualTo(Arrays.copyOf(before, 8));
    assertThat(Math.abs(after[8])).isNotEqualTo(Math.abs(before[8]));
    assertThat(Arrays.copyOfRange(after, 10, 14)).containsOnly(0f);
  }

  @Test
  void run_nullOfAValue_isLearnt_emptyPlacesAreNot() {
    EmbeddingTable table = table();
    int[] ids = {0, 3, 0, 4};
    float[] gradients = {1, 1, 1, 1, 1, 1, 1, 1};
    LookedUp value = new LookedUp(0, 1, 0, 2, Padding.NONE);
    LookedUp list = new LookedUp(1, 3, 2, 2, Padding.AT_THE_END);
    BatchGradients batch = batch(ids, 4, gradients, 8);
    float[] before = table.weights();
    new TableUpdate(table, List.of(list), 0, 1).run(batch, 0, ADAM.at(1));
    float[] after = table.weights();
    assertThat(after[0]).isZero();
    assertThat(after[6]).isNotEqualTo(before[6]);
    assertThat(after[8]).isEqualTo(before[8]);
    new TableUpdate(table, List.of(value), 0, 1).run(batch, 0, ADAM.at(1));
    assertThat(table.weights()[0]).isNotZero();
  }

  /** Shares on threads of their own give the bits of one, for two inputs of one table. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void run_shares_giveTheBitsOfOne(int shares) {
    Random random = new Random(3);
    int rows = 3000;
    TableShape shape = new TableShape("t", 5000, 2, 5000, 4);
    EmbeddingTable one = new EmbeddingTable(shape, 2, 5);
    EmbeddingTable shared = new EmbeddingTable(shape, 2, 5, 64);
    List<LookedUp> inputs =
        List.of(
            new LookedUp(0, 1, 0, 4, Padding.NONE), new LookedUp(1, 3, 4, 0, Padding.AT_THE_END));
    int[] ids = random.ints(rows * 4L, 0, 5000).map(id -> id * id / 5000).toArray();
    float[] gradients = new float[rows * 8];
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = (float) random.nextGaussian();
    }
    BatchGradients batch = batch(ids, 4, gradients, 8);
    TableUpdate whole = new TableUpdate(one, inputs, 0, 1);
    for (int step = 1; step <= 2; step++) {
      whole.run(batch, 0.1f, ADAM.at(step));
      for (int share = shares - 1; share >= 0; share--) {
        new TableUpdate(shared, inputs, share, shares).run(batch, 0.1f, ADAM.at(step));
      }
    }
    assertThat(shared.weights()).isEqualTo(one.weights());
  }

  @Test
  void new_tooLarge_saysWhatToDo() {
    assertThatThrownBy(() -> new TableShape("users", 500_000_000, 2, 500_000_000, 8))
        .hasMessage(
            "the embedding 'users' of 500000000 entries x 8 is too large: raise min_count or lower"
                + " dimension");
  }
}
