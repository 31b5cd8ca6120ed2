package dev.tandem.training.architecture.sharing;

import dev.tandem.training.network.BlockLabels;
import dev.tandem.training.network.LossTerm;
import dev.tandem.training.network.Parameter;
import java.util.List;

/**
 * A factor times the squared distances between the weights of each pair of tasks. Every block of a
 * batch has its share by rows, so that the parts add up to the term once.
 */
final class WeightTie implements LossTerm {
  private final List<List<Parameter>> weights;
  private final double factor;
  private final int shard;

  /**
   * A tie.
   *
   * @param weights of each task, in the same order and of the same shapes
   * @param shard whose gradients it adds to
   */
  WeightTie(List<List<Parameter>> weights, double factor, int shard) {
    this.weights = List.copyOf(weights);
    this.factor = factor;
    this.shard = shard;
  }

  @Override
  public double addGradients(BlockLabels labels, float[][] outputGradients) {
    double share = factor * labels.rows() / labels.batchRows();
    double sum = 0;
    for (int i = 0; i < weights.size(); i++) {
      for (int j = i + 1; j < weights.size(); j++) {
        for (int k = 0; k < weights.get(i).size(); k++) {
          sum += addGradients(weights.get(i).get(k), weights.get(j).get(k), share);
        }
      }
    }
    return share * sum;
  }

  // Hot path: once per pair of tasks, layer and block.
  private double addGradients(Parameter left, Parameter right, double share) {
    float[] leftGradient = left.gradient(shard);
    float[] rightGradient = right.gradient(shard);
    double sum = 0;
    for (int i = 0; i < leftGradient.length; i++) {
      double difference = (double) left.values()[i] - right.values()[i];
      float gradient = (float) (2 * share * difference);
      leftGradient[i] += gradient;
      rightGradient[i] -= gradient;
      sum += difference * difference;
    }
    return sum;
  }
}
