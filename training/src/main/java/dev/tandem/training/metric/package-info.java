/** Measures of predictions against labels. */
package dev.tandem.training.metric;
