/**
 * How a model's inputs are made from a service's features: declared, fitted on training rows, then
 * executed by the same class in training and in serving.
 */
package dev.tandem.features.transform;
