package dev.tandem.training.learner;

import dev.tandem.training.head.SampleSpace;
import dev.tandem.training.rows.TrainingRows;

/** The rows of one step, with what all shards need to know of the whole batch. */
final class Batch {
  private final TrainingRows rows;
  private final int[] numbers;
  private final int[] ids;
  private final float[][] targets;
  private final int[] inSpace;
  private int size;

  Batch(TrainingRows rows, int tasks, int capacity) {
    this.rows = rows;
    this.numbers = new int[capacity];
    this.ids = new int[capacity * rows.inputs().idWidth()];
    this.targets = new float[tasks][capacity];
    this.inSpace = new int[tasks];
  }

  /** Takes the rows {@code order[from, from + count)}. */
  // Hot path: once per step.
  void load(int[] order, int from, int count) {
    size = count;
    System.arraycopy(order, from, numbers, 0, count);
    int width = rows.inputs().idWidth();
    for (int i = 0; i < count; i++) {
      System.arraycopy(rows.ids(), numbers[i] * width, ids, i * width, width);
    }
    for (int task = 0; task < targets.length; task++) {
      float[] all = rows.targets(task);
      for (int i = 0; i < count; i++) {
        targets[task][i] = all[numbers[i]];
      }
      inSpace[task] = SampleSpace.count(targets[task], 0, count);
    }
  }

  TrainingRows rows() {
    return rows;
  }

  int size() {
    return size;
  }

  /** The number of the batch's row i among all rows. */
  int row(int i) {
    return numbers[i];
  }

  int[] ids() {
    return ids;
  }

  float[] targets(int task) {
    return targets[task];
  }

  int inSpace(int task) {
    return inSpace[task];
  }
}
