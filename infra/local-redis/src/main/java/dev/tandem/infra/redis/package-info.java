/** A real Redis server on this machine, for the quickstart and for tests. */
package dev.tandem.infra.redis;
