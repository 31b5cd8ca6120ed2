/** Measures a published bundle on any dataset that has what the model reads and its labels. */
package dev.tandem.training.evaluation;
