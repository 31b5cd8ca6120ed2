/** Weightings that give each task's loss a factor. */
package dev.tandem.training.weighting.loss;
