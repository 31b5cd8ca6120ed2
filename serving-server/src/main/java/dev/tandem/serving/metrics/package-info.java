/** What a server measures of itself, for Prometheus. */
package dev.tandem.serving.metrics;
