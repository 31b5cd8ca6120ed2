package dev.tandem.features.stored;

/**
 * A run of rows that can be read on its own, such as a row group or a record batch.
 *
 * @param rows how many rows it has
 * @param bytes about how many bytes it takes in the file
 */
public record StoredPart(long rows, long bytes) {}
