package dev.tandem.features.declaration;

/**
 * An answer that a training row carries itself.
 *
 * @param source the source of the rows
 * @param ofRow an expression over the row's fields: a binary label if it is a bool, otherwise a
 *     number. The label is null where it is null
 */
public record RowLabel(String name, String source, String ofRow) implements Label {}
