/** Position bias: what a row's place on the page adds to its labels, kept out of predictions. */
package dev.tandem.training.architecture.position;
