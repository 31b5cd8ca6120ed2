package dev.tandem.features.declaration;

/**
 * Keeps a share of a training set's negative rows.
 *
 * @param label the binary label whose rows with 0 are sampled; all others stay
 * @param keep the share that stays, greater than 0 and at most 1
 */
public record NegativeSampling(String label, double keep) {}
