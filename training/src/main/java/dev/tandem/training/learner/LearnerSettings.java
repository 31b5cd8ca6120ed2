package dev.tandem.training.learner;

import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.optimizer.Optimizer;
import java.util.List;

/**
 * What a learner is made of besides its rows.
 *
 * @param options of the architecture
 * @param shards the number of row shards and threads; it decides the order of sums, hence the bits
 */
public record LearnerSettings(
    Architecture architecture,
    List<Task> tasks,
    Options options,
    Optimizer optimizer,
    int batchSize,
    int shards,
    Regularization regularization,
    long seed) {

  /**
   * Settings that regularise embeddings alone.
   *
   * @param embeddingPenalty the factor of half the squares of touched embedding weights in the loss
   */
  public LearnerSettings(
      Architecture architecture,
      List<Task> tasks,
      Options options,
      Optimizer optimizer,
      int batchSize,
      int shards,
      double embeddingPenalty,
      long seed) {
    this(
        architecture,
        tasks,
        options,
        optimizer,
        batchSize,
        shards,
        Regularization.ofEmbeddings(embeddingPenalty),
        seed);
  }
}
