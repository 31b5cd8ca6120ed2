/** Architectures that read a sequence of events. */
package dev.tandem.training.architecture.sequence;
