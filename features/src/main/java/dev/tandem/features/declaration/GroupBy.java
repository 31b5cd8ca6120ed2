package dev.tandem.features.declaration;

/**
 * A feature kept for each value of a field apart: a user's clicks by category, say, of which a row
 * reads those in the category of its item.
 *
 * @param field the field of the source by which events are told apart
 * @param key the name, among the keys, request fields and view features that a row has, whose value
 *     selects the group
 * @param most the number of groups that are kept for an entity
 */
public record GroupBy(String field, String key, int most) {
  /** The number of groups kept where none is declared. */
  public static final int DEFAULT_MOST = 1_000;
}
