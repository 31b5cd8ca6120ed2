/** Whether one model is better than another: the same rows, several seeds, and a paired test. */
package dev.tandem.training.comparison;
