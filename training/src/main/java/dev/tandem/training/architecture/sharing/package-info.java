/**
 * Architectures whose tasks share layers, or are tied to each other, without gates over experts.
 */
package dev.tandem.training.architecture.sharing;
