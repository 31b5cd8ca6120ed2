package dev.tandem.infra.segment;

import dev.tandem.features.declaration.Task;
import dev.tandem.features.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Rows grouped by how high the scores of one or several tasks are among all rows: each of these
 * tasks cuts the rows at quantiles of its predictions, and a segment is what lies between the cuts
 * of all of them. Rows with equal scores are never cut apart.
 *
 * @param model the name of the model
 * @param by the tasks whose scores make the segments
 * @param rows of all segments
 * @param segments those that have rows, the lowest scores of the first task first
 */
public record Segments(String model, List<String> by, int rows, List<Segment> segments) {
  public Segments {
    by = List.copyOf(by);
    segments = List.copyOf(segments);
  }

  /**
   * A group of rows.
   *
   * @param levels for each task of {@link Segments#by} how high its scores are, for example {@code
   *     high}
   * @param scores for each task of the model the mean of what is predicted and of what came true
   */
  public record Segment(List<String> levels, int rows, List<Score> scores) {
    public Segment {
      levels = List.copyOf(levels);
      scores = List.copyOf(scores);
    }
  }

  /**
   * A task in a segment.
   *
   * @param predicted the mean of the predictions
   * @param actual the mean of the labels that are known; empty if none is
   */
  public record Score(String task, double predicted, Optional<Double> actual) {}

  /**
   * Groups the rows of a dataset of predictions.
   *
   * @param tasks of the model
   * @param by the names of one or more of them
   * @param levels into how many parts each task of {@code by} cuts the rows, at least 2
   * @param rows with {@code p.TASK} and {@code label.LABEL} for each task
   */
  public static Segments of(
      String model, List<Task> tasks, List<String> by, int levels, Table rows) {
    ScoreColumns scores = new ScoreColumns(tasks, rows);
    int[] segmentOf = new int[scores.rows()];
    for (String name : by) {
      Task task = tasks.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
      int[] level = levels(scores.predictions(task), levels);
      for (int row = 0; row < segmentOf.length; row++) {
        segmentOf[row] = segmentOf[row] * levels + level[row];
      }
    }
    List<Segment> segments = new ArrayList<>();
    int all = (int) Math.pow(levels, by.size());
    for (int number = 0; number < all; number++) {
      segment(scores, by.size(), levels, segmentOf, number).ifPresent(segments::add);
    }
    return new Segments(model, by, scores.rows(), segments);
  }

  /** The level of each row, from 0: how many of the cuts its score is above. */
  private static int[] levels(double[] scores, int levels) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    int[] level = new int[scores.length];
    for (int cut = 1; cut < levels; cut++) {
      int below = Math.max(1, (int) ((long) cut * sorted.length / levels));
      for (int row = 0; row < level.length; row++) {
        level[row] += scores[row] > sorted[below - 1] ? 1 : 0;
      }
    }
    return level;
  }

  private static Optional<Segment> segment(
      ScoreColumns scores, int tasks, int levels, int[] segmentOf, int number) {
    int[] rows = new int[segmentOf.length];
    int count = 0;
    for (int row = 0; row < segmentOf.length; row++) {
      if (segmentOf[row] == number) {
        rows[count++] = row;
      }
    }
    if (count == 0) {
      return Optional.empty();
    }
    int[] members = Arrays.copyOf(rows, count);
    List<Score> means =
        scores.tasks().stream()
            .map(
                task ->
                    new Score(
                        task.name(),
                        mean(scores.predictions(task), members).orElseThrow(),
                        mean(scores.outcomes(task), members)))
            .toList();
    return Optional.of(new Segment(words(number, tasks, levels), count, means));
  }

  /** The mean of the numbers that are known. */
  private static Optional<Double> mean(double[] numbers, int[] rows) {
    double sum = 0;
    int known = 0;
    for (int row : rows) {
      if (!Double.isNaN(numbers[row])) {
        sum += numbers[row];
        known++;
      }
    }
    return known == 0 ? Optional.empty() : Optional.of(sum / known);
  }

  private static List<String> words(int number, int tasks, int levels) {
    String[] words = new String[tasks];
    int rest = number;
    for (int task = tasks - 1; task >= 0; task--) {
      words[task] = word(rest % levels, levels);
      rest /= levels;
    }
    return List.of(words);
  }

  private static String word(int level, int levels) {
    if (level == 0) {
      return "low";
    }
    if (level == levels - 1) {
      return "high";
    }
    return levels == 3 ? "middle" : level + 1 + " of " + levels;
  }
}
