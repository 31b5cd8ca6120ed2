/** Holds a network's backward pass against finite differences of its exported graph. */
package dev.tandem.training.check;
