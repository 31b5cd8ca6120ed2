package dev.tandem.training.learner;

import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.optimizer.Optimizer;

/**
 * What a learner is made of besides its rows.
 *
 * @param shape its input width is not used: it follows from the inputs
 * @param shards the number of row shards and threads; it decides the order of sums, hence the bits
 * @param embeddingPenalty the factor of half the squares of touched embedding weights in the loss
 */
public record LearnerSettings(
    Architecture architecture,
    NetworkShape shape,
    Optimizer optimizer,
    int batchSize,
    int shards,
    double embeddingPenalty,
    long seed) {}
