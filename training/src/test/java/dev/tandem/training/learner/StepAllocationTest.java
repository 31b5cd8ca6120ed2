package dev.tandem.training.learner;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tandem.features.declaration.Options;
import dev.tandem.training.Funnels;
import dev.tandem.training.architecture.Aitm;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.SharedBottom;
import dev.tandem.training.optimizer.Adam;
import dev.tandem.training.rows.TrainingRows;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepAllocationTest {
  /**
   * The update of a step, what a thread waits with, and the like; a batch's floats are far more.
   */
  private static final long CONSTANT_BYTES = 2048;

  private static final int STEPS = 200;
  private static final int BATCH = 128;

  private static Architecture architecture(String name) {
    return name.equals("aitm") ? new Aitm() : new SharedBottom();
  }

  /** What all threads of a training have allocated, the fetching of rows included. */
  private static long allocatedBytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] training =
        Thread.getAllStackTraces().keySet().stream()
            .filter(
                thread ->
                    thread == Thread.currentThread()
                        || thread.getName().startsWith("tandem-training"))
            .mapToLong(Thread::getId)
            .toArray();
    return Arrays.stream(threads.getThreadAllocatedBytes(training)).sum();
  }

  @ParameterizedTest
  @ValueSource(strings = {"aitm", "shared_bottom"})
  void step_afterTheFirst_allocatesNothingThatGrowsWithIt(String name) {
    TrainingRows rows = Funnels.rows(2000, 3, 4);
    int[] order = IntStream.range(0, 1600).toArray();
    try (rows;
        Learner learner =
            new Learner(
                new LearnerSettings(
                    architecture(name),
                    Funnels.tasks(),
                    Options.none(),
                    new Adam(0.001, 0.9, 0.999, 1e-8),
                    BATCH,
                    2,
                    1e-6,
                    3),
                rows)) {
      steps(learner, order);
      long before = allocatedBytes();
      steps(learner, order);
      assertThat((allocatedBytes() - before) / STEPS).isLessThan(CONSTANT_BYTES);
    }
  }

  private static void steps(Learner learner, int[] order) {
    for (int step = 0; step < STEPS; step++) {
      learner.step(order, step % 12 * BATCH, BATCH);
    }
  }
}
