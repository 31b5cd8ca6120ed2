package dev.tandem.pipelines.provenance;

/**
 * A staged snapshot among those that were made one from the other.
 *
 * @param snapshot its name
 * @param contents the hash of its contents
 * @param end the first instant after all its events (UTC epoch milliseconds); 0 without events
 * @param changes in what it differs from the generation before; none if that is not known
 */
public record Generation(String snapshot, String contents, long end, Changes changes) {}
