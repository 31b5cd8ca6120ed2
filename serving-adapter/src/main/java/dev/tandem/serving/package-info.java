/** Online features and predictions as a library: {@code fetch} reads, {@code predict} scores. */
package dev.tandem.serving;
