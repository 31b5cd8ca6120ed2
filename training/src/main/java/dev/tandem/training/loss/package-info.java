/** What is minimised: losses of tasks and between tasks, with their gradients. */
package dev.tandem.training.loss;
