/** The learning itself: batches through the network's shards, and the update of the weights. */
package dev.tandem.training.learner;
