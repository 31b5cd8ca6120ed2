package dev.tandem.training.learner;

import java.util.Arrays;
import java.util.List;

/**
 * What a learner remembers besides weights and moments.
 *
 * @param steps taken
 * @param weighting what the weighting remembers
 * @param epochLosses of the tasks in the epoch so far: their sums, then their numbers of rows
 */
public record LearnerMemory(long steps, List<Double> weighting, List<Double> epochLosses) {
  public LearnerMemory {
    weighting = List.copyOf(weighting);
    epochLosses = List.copyOf(epochLosses);
  }

  static LearnerMemory of(long steps, double[] weighting, double[] epochLosses) {
    return new LearnerMemory(steps, boxed(weighting), boxed(epochLosses));
  }

  private static List<Double> boxed(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  double[] weightingArray() {
    return unboxed(weighting);
  }

  double[] epochLossesArray() {
    return unboxed(epochLosses);
  }

  private static double[] unboxed(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
