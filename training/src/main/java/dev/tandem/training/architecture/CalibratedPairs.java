package dev.tandem.training.architecture;

import dev.tandem.training.network.Calibration;
import java.util.ArrayList;
import java.util.List;

/** Finds the pairs of tasks of which one comes after the other. */
final class CalibratedPairs {
  private CalibratedPairs() {}

  static List<Calibration> of(NetworkShape shape, double weight) {
    List<Calibration> pairs = new ArrayList<>();
    for (int task = 0; task < shape.tasks().size(); task++) {
      int after = task;
      shape
          .predecessor(task)
          .ifPresent(before -> pairs.add(new Calibration(before, after, weight)));
    }
    return List.copyOf(pairs);
  }
}
