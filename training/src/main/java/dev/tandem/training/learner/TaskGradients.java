package dev.tandem.training.learner;

import dev.tandem.training.network.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of each task alone in one batch, by the weights that tasks share: dense parameters
 * without a task of their own, and the looked-up embeddings. After the tasks comes one more slot,
 * for what belongs to no task. A shard writes to arrays of its own.
 */
final class TaskGradients {
  private final int tasks;
  private final List<Parameter> shared;
  private final List<float[][][]> dense = new ArrayList<>();
  private final float[][] vectors;

  TaskGradients(List<Parameter> parameters, int tasks, int shards, int vectorNumbers) {
    this.tasks = tasks;
    this.shared = parameters.stream().filter(parameter -> parameter.task().isEmpty()).toList();
    for (Parameter parameter : shared) {
      dense.add(new float[tasks + 1][shards][parameter.values().length]);
    }
    this.vectors = new float[tasks + 1][vectorNumbers];
  }

  int tasks() {
    return tasks;
  }

  /** The slot of what belongs to no task. */
  int rest() {
    return tasks;
  }

  List<Parameter> shared() {
    return shared;
  }

  /** The gradients of a shared parameter in a slot, one for each shard. */
  float[][] dense(int parameter, int slot) {
    return dense.get(parameter)[slot];
  }

  /** The gradients of a slot by the looked-up embeddings, batch x gradient width. */
  float[] vectors(int slot) {
    return vectors[slot];
  }

  /** Makes the dense gradients of a shard 0. */
  void clear(int shard) {
    for (float[][][] gradients : dense) {
      for (float[][] slot : gradients) {
        Arrays.fill(slot[shard], 0);
      }
    }
  }

  /** Makes a shard's backward passes add to a slot, until {@link #collect}. */
  void divert(int shard, int slot) {
    for (int i = 0; i < shared.size(); i++) {
      shared.get(i).divert(shard, dense.get(i)[slot][shard]);
    }
  }

  /** Makes a shard's backward passes add to the parameters' own gradients again. */
  void collect(int shard) {
    for (Parameter parameter : shared) {
      parameter.collect(shard);
    }
  }
}
