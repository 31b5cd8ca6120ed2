package dev.tandem.training.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.training.Funnels;
import dev.tandem.training.rows.TrainingRows;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchFeedTest {
  private static final int TASKS = Funnels.tasks().size();
  private static final int BATCH = 30;

  private final TrainingRows rows = Funnels.rows(200, 2, 2);
  private final BatchFeed feed = new BatchFeed(batch(), batch(), BATCH);

  private Batch batch() {
    return new Batch(rows, TASKS, BATCH);
  }

  @AfterEach
  void close() {
    feed.close();
    rows.close();
  }

  private void assertTaken(int[] order, int from, int count) {
    Batch taken = feed.take(order, from, count);
    Batch expected = batch();
    expected.load(order, from, count);
    assertThat(taken.size()).isEqualTo(count);
    for (int i = 0; i < count * rows.inputs().idWidth(); i++) {
      assertThat(taken.ids()[i]).isEqualTo(expected.ids()[i]);
    }
    for (int i = 0; i < count * rows.inputs().denseWidth(); i++) {
      assertThat(taken.dense()[i]).isEqualTo(expected.dense()[i]);
    }
    for (int task = 0; task < TASKS; task++) {
      assertThat(taken.inSpace(task)).isEqualTo(expected.inSpace(task));
    }
  }

  @Test
  void take_wholeEpochs_areTheRowsOfEach() {
    for (int epoch = 0; epoch < 3; epoch++) {
      int[] order = new Random(epoch).ints(100, 0, 200).toArray();
      for (int from = 0; from < 100; from += BATCH) {
        assertTaken(order, from, Math.min(BATCH, 100 - from));
      }
    }
  }

  @Test
  void take_otherRowsThanExpected_areTheRowsAskedFor() {
    int[] order = IntStream.range(0, 200).toArray();
    assertTaken(order, 0, BATCH);
    assertTaken(order, 7, BATCH);
    assertTaken(order, 7 + BATCH, 3);
    assertTaken(order.clone(), 10 + BATCH, BATCH);
  }
}
