/** Architectures whose tasks share experts and mix them by gates. */
package dev.tandem.training.architecture.experts;
