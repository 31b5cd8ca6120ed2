/** Processes of their own in which benchmarks measure, and what they cost. */
package dev.tandem.infra.benchmarks.process;
