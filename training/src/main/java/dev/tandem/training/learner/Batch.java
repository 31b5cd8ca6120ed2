package dev.tandem.training.learner;

import dev.tandem.training.head.SampleSpace;
import dev.tandem.training.rows.TrainingRows;

/** Some rows copied together: those of one step, or a run of rows to predict. */
final class Batch {
  private final TrainingRows rows;
  private final int idWidth;
  private final int denseWidth;
  private final int[] ids;
  private final float[] dense;
  private final float[][] targets;
  private final int[] inSpace;
  private int size;

  Batch(TrainingRows rows, int tasks, int capacity) {
    this.rows = rows;
    this.idWidth = rows.inputs().idWidth();
    this.denseWidth = rows.inputs().denseWidth();
    this.ids = new int[Math.multiplyExact(capacity, idWidth)];
    this.dense = new float[Math.multiplyExact(capacity, denseWidth)];
    this.targets = new float[tasks][capacity];
    this.inSpace = new int[tasks];
  }

  /** Takes the rows {@code order[from, from + count)}. */
  // Hot path: once per step.
  void load(int[] order, int from, int count) {
    size = count;
    for (int i = 0; i < count; i++) {
      take(i, order[from + i]);
    }
    for (int task = 0; task < targets.length; task++) {
      inSpace[task] = SampleSpace.count(targets[task], 0, count);
    }
  }

  /** Takes the rows [from, from + count), without what only learning needs to know of them. */
  // Hot path: once per block.
  void loadRun(int from, int count) {
    size = count;
    for (int i = 0; i < count; i++) {
      take(i, from + i);
    }
  }

  private void take(int i, int row) {
    rows.ids(row, ids, i * idWidth);
    rows.dense(row, dense, i * denseWidth);
    for (int task = 0; task < targets.length; task++) {
      targets[task][i] = rows.target(task, row);
    }
  }

  int size() {
    return size;
  }

  /** The ids, rows x id width. */
  int[] ids() {
    return ids;
  }

  /** The dense values, rows x dense width. */
  float[] dense() {
    return dense;
  }

  float[] targets(int task) {
    return targets[task];
  }

  int inSpace(int task) {
    return inSpace[task];
  }
}
