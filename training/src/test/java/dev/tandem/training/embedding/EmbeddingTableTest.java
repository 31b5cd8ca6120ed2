package dev.tandem.training.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.training.optimizer.Adam;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EmbeddingTableTest {
  private static EmbeddingTable table() {
    return new EmbeddingTable("t", 5, 2, 2, 1);
  }

  private static BatchGradients batch(int[] ids, float... gradients) {
    BatchGradients batch = new BatchGradients(ids, 1, gradients, 2);
    batch.moveTo(0, 0, ids.length);
    return batch;
  }

  @Test
  void new_nullAndUnknownAreZero_othersAreNot() {
    float[] weights = table().weights();
    assertThat(Arrays.copyOf(weights, 4)).containsOnly(0f);
    assertThat(Arrays.copyOfRange(weights, 4, 10)).doesNotContain(0f);
    assertThat(new EmbeddingTable("other", 5, 2, 2, 1).weights()).isNotEqualTo(weights);
    assertThat(table().weights()).isEqualTo(weights);
  }

  @Test
  void update_idThatOccursTwice_isOneStepWithTheSum() {
    EmbeddingTable twice = table();
    EmbeddingTable once = table();
    Adam adam = new Adam(0.1, 0.9, 0.999, 1e-8);
    for (int step = 1; step <= 3; step++) {
      twice.update(batch(new int[] {3, 2, 3}, 1, 2, 5, 6, 0.5f, -1), 0, 0, adam.at(step));
      once.update(batch(new int[] {3, 2}, 1.5f, 1, 5, 6), 0, 0, adam.at(step));
    }
    assertThat(twice.weights()).isEqualTo(once.weights());
  }

  @Test
  void update_touchesTheBatchsRowsAlone_evenWithPenalty() {
    EmbeddingTable table = table();
    float[] before = table.weights();
    table.update(batch(new int[] {4}, 0, 0), 0, 0.5f, new Adam(0.1, 0.9, 0.999, 1e-8).at(1));
    float[] after = table.weights();
    assertThat(Arrays.copyOf(after, 8)).isEqualTo(Arrays.copyOf(before, 8));
    assertThat(Math.abs(after[8])).isNotEqualTo(Math.abs(before[8]));
  }

  @Test
  void new_tooLarge_saysWhatToDo() {
    assertThatThrownBy(() -> new EmbeddingTable("users", 500_000_000, 8, 2, 1))
        .hasMessage(
            "the embedding 'users' of 500000000 entries x 8 is too large: raise min_count or lower"
                + " dimension");
  }
}
