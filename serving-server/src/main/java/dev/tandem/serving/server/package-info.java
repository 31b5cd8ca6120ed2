/** The library behind its edges, started and stopped together. */
package dev.tandem.serving.server;
