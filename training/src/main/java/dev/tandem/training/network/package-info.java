/** Layers with forward and backward passes written by hand, from which networks are built. */
package dev.tandem.training.network;
