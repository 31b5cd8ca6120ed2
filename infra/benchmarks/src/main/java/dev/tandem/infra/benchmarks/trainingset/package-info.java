/**
 * How long it takes, and how much memory, to turn a shop's event log into a point-in-time training
 * set: Tandem and its peers, each in a process of its own.
 */
package dev.tandem.infra.benchmarks.trainingset;
