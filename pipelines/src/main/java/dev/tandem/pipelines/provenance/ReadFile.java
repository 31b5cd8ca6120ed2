package dev.tandem.pipelines.provenance;

/**
 * A file whose rows are in a staged dataset.
 *
 * @param file its path or URI
 * @param bytes its size as stored
 * @param sha256 the hash of its bytes as stored, in hexadecimal
 */
public record ReadFile(String file, long bytes, String sha256) {}
