package dev.tandem.training.architecture.experts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.Options;
import dev.tandem.training.architecture.SharedBottom;
import dev.tandem.training.check.Shapes;
import org.junit.jupiter.api.Test;

/** What MMoE was made for: tasks that a shared bottom makes fight for its units. */
class RelatednessTest {
  private static final int SEEDS = 16;
  private static final int EPOCHS = 4;
  private static final double RATE = 0.01;

  /** An expert is as wide as the bottom, so that the towers read as many units. */
  private static final Options SHARED = Shapes.options("bottom", "4", "tower", "4");

  private static final Options MIXED = Shapes.options("experts", "8", "expert", "4", "tower", "4");

  /** The mean logarithm of how many times MMoE's error the shared bottom's is. */
  private static double gap(double correlation) {
    double sum = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      RelatedTasks tasks = new RelatedTasks(20_000, correlation, 5000 + seed);
      double shared = tasks.error(new SharedBottom(), SHARED, EPOCHS, RATE, seed);
      double mixed = tasks.error(new Mmoe(), MIXED, EPOCHS, RATE, seed);
      sum += Math.log(shared / mixed);
    }
    return sum / SEEDS;
  }

  @Test
  void mmoe_gainsMoreOverASharedBottomIfTasksAreLessRelated() {
    double same = gap(1);
    double related = gap(0.5);
    double unrelated = gap(0);
    assertThat(related).isGreaterThan(0.1).isGreaterThan(same + 0.1);
    assertThat(unrelated).isGreaterThan(0.1).isGreaterThan(same + 0.1);
  }
}
