/** Trains a declared multi-task model on a training set and publishes it as a bundle. */
package dev.tandem.training;
