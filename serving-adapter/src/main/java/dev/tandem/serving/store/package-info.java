/** Online stores around another one: a circuit breaker and a local cache, for serving. */
package dev.tandem.serving.store;
