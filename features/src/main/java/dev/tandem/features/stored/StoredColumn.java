package dev.tandem.features.stored;

/**
 * A column of a file.
 *
 * @param type what the file's format calls its type, for messages
 */
public record StoredColumn(String name, StoredKind kind, String type) {}
