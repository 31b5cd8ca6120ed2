/** How weights follow their gradients, chosen by name. */
package dev.tandem.training.optimizer;
