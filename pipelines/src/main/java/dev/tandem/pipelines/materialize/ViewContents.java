package dev.tandem.pipelines.materialize;

/**
 * What the states of a view were folded from.
 *
 * @param declarations the fingerprint of everything declared that decides the states
 * @param events the hash of the staged events
 * @param cut the instant before which events are in (UTC epoch milliseconds)
 */
public record ViewContents(String declarations, String events, long cut) {}
