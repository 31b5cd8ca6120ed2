/**
 * The training benchmark: what a step of the multi-task networks costs, in Tandem and in PyTorch,
 * from rows in a file to updated weights.
 */
package dev.tandem.infra.benchmarks.training;
