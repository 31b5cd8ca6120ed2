/** Files from which a run that was stopped goes on. */
package dev.tandem.training.checkpoint;
