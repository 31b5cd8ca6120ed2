/**
 * What reading features and predicting cost, against the least that any reader of the same bytes
 * does.
 */
package dev.tandem.infra.benchmarks.serving;
