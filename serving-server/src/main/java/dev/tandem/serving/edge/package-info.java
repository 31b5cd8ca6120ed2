/**
 * What all edges of a server share: what it offers, to whom, where it listens and what it bears.
 */
package dev.tandem.serving.edge;
