package dev.tandem.training.network;

/** The labels of the rows that a network has just seen, and of the batch they belong to. */
public interface BlockLabels {

  /** The number of rows of the block. */
  int rows();

  /** The number of rows of the whole batch. */
  int batchRows();

  /** The target of a task in the block's row i; NaN outside the task's sample space. */
  float target(int task, int row);

  /** The number of rows of the whole batch in a task's sample space. */
  int inSpace(int task);
}
