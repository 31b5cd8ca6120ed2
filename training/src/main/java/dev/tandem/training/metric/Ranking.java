package dev.tandem.training.metric;

import dev.tandem.training.loss.Logistic;
import java.util.Arrays;

/**
 * The rows of a binary task's sample space in ascending order of their scores, each with its label:
 * the one sort that all measures of a task share. Immutable.
 *
 * <p>What is computed from a ranking does not depend on the order in which the rows were given,
 * unless rows of equal scores are told apart.
 */
public final class Ranking {
  private final Scale scale;
  private final long[] keys;
  private final int from;
  private final int to;
  private final int positives;

  /** What a score is. */
  private enum Scale {
    LOGIT {
      @Override
      double probability(float score) {
        return Logistic.probability(score);
      }

      @Override
      double crossEntropy(float score, int label) {
        return Logistic.crossEntropy(score, label);
      }
    },
    PROBABILITY {
      @Override
      double probability(float score) {
        return score;
      }

      @Override
      double crossEntropy(float score, int label) {
        return LogLoss.of(score, label);
      }
    };

    abstract double probability(float score);

    abstract double crossEntropy(float score, int label);
  }

  /** The keys [from, to) are sorted; all of them have the same bits above those of {@link #key}. */
  private Ranking(Scale scale, long[] keys, int from, int to) {
    this.scale = scale;
    this.keys = keys;
    this.from = from;
    this.to = to;
    int ones = 0;
    for (int i = from; i < to; i++) {
      ones += (int) (keys[i] & 1);
    }
    this.positives = ones;
  }

  /**
   * Ranks logits of probabilities.
   *
   * @param logits finite; row i has the label {@code labels[i]}
   * @param labels 1 or 0; rows with NaN are left out
   */
  public static Ranking ofLogits(float[] logits, float[] labels) {
    return of(Scale.LOGIT, logits, labels);
  }

  /**
   * Ranks probabilities, or any other finite scores as long as only their order is asked for.
   *
   * @param labels above 0 for a positive, else a negative; rows with NaN are left out
   */
  public static Ranking ofProbabilities(float[] probabilities, float[] labels) {
    return of(Scale.PROBABILITY, probabilities, labels);
  }

  private static Ranking of(Scale scale, float[] scores, float[] labels) {
    long[] keys = new long[scores.length];
    int count = 0;
    for (int i = 0; i < scores.length; i++) {
      if (!Float.isNaN(labels[i])) {
        keys[count++] = key(scores[i], labels[i]);
      }
    }
    Arrays.sort(keys, 0, count);
    return new Ranking(scale, keys, 0, count);
  }

  /** 33 bits whose order is that of the scores, then of the labels. */
  static long key(float score, float label) {
    return ScoreOrder.key(score) << 1 | (label > 0 ? 1 : 0);
  }

  /** The ranking of sorted keys [from, to), whose upper 31 bits are all the same. */
  static Ranking ofSorted(long[] keys, int from, int to) {
    return new Ranking(Scale.PROBABILITY, keys, from, to);
  }

  /** The number of rows. */
  public int rows() {
    return to - from;
  }

  /** The number of rows whose label is 1. */
  public int positives() {
    return positives;
  }

  /** True if both labels occur. */
  boolean hasBothClasses() {
    return positives > 0 && positives < rows();
  }

  /** The score at a place, counted from 0 for the lowest. */
  float score(int place) {
    return ScoreOrder.score(keys[from + place] >>> 1 & 0xFFFFFFFFL);
  }

  /** The label at a place: 1 or 0. */
  int label(int place) {
    return (int) (keys[from + place] & 1);
  }

  /** The probability at a place. */
  double probability(int place) {
    return scale.probability(score(place));
  }

  /** The cross-entropy of the probability at a place, in nats. */
  double crossEntropy(int place) {
    return scale.crossEntropy(score(place), label(place));
  }

  /** The first place after {@code place} with another score. */
  int tieEnd(int place) {
    long score = keys[from + place] >>> 1;
    int end = place + 1;
    while (end < rows() && keys[from + end] >>> 1 == score) {
      end++;
    }
    return end;
  }

  /** The first place of those with the score of the place before {@code end}. */
  int tieStart(int end) {
    long score = keys[from + end - 1] >>> 1;
    int start = end - 1;
    while (start > 0 && keys[from + start - 1] >>> 1 == score) {
      start--;
    }
    return start;
  }

  /** The number of positives at the places [start, end). */
  int positives(int start, int end) {
    int count = 0;
    for (int place = start; place < end; place++) {
      count += label(place);
    }
    return count;
  }
}
