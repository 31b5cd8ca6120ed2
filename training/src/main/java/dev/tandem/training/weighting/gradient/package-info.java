/** Weightings that look at each task's own gradient by the weights that tasks share. */
package dev.tandem.training.weighting.gradient;
