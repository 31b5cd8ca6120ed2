package dev.tandem.serving.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up how far a shadow's predictions are from the answers, task by task. A task that only one
 * of the two has is left out, and so is a prediction that is not a finite number. Thread-safe.
 */
public final class ShadowDifferences implements ShadowListener {
  private final Map<String, Difference> byTask = new TreeMap<>();

  /**
   * How far the predictions of one task are apart.
   *
   * @param rows the pairs compared
   * @param meanAbsolute of their differences; NaN of none
   * @param greatest of their absolute differences
   */
  public record Difference(long rows, double meanAbsolute, double greatest) {
    private Difference with(double absolute) {
      double sum = rows == 0 ? 0 : meanAbsolute * rows;
      return new Difference(rows + 1, (sum + absolute) / (rows + 1), Math.max(greatest, absolute));
    }
  }

  @Override
  public synchronized void scored(Predictions answered, Predictions shadow) {
    for (int task = 0; task < answered.tasks().size(); task++) {
      String name = answered.tasks().get(task);
      int other = shadow.tasks().indexOf(name);
      if (other < 0) {
        continue;
      }
      Difference sofar = byTask.getOrDefault(name, new Difference(0, Double.NaN, 0));
      for (int row = 0; row < answered.rows(); row++) {
        double absolute = Math.abs((double) answered.value(task, row) - shadow.value(other, row));
        sofar = Double.isFinite(absolute) ? sofar.with(absolute) : sofar;
      }
      byTask.put(name, sofar);
    }
  }

  /** The differences so far, by task. */
  public synchronized Map<String, Difference> byTask() {
    return Map.copyOf(byTask);
  }

  @Override
  public synchronized String toString() {
    List<String> lines = new ArrayList<>();
    byTask.forEach(
        (task, difference) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%s differs by %.6f on average and %.6f at most over %d rows",
                    task,
                    difference.meanAbsolute(),
                    difference.greatest(),
                    difference.rows())));
    return lines.isEmpty() ? "nothing compared" : String.join("; ", lines);
  }
}
