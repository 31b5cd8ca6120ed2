/** Measurements of hot paths, each with its question and a baseline; see docs/benchmarks.md. */
package dev.tandem.infra.benchmarks;
