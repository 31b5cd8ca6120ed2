package dev.tandem.serving.fetch;

import dev.tandem.features.table.Column;

/**
 * The distinct pairs of an entity and a group's key among the rows of a request, numbered in the
 * order of their first rows.
 */
final class DistinctGroups {
  private final Column keys;
  private final int[] entityOf;
  private final Places places;

  private DistinctGroups(Column keys, int[] entityOf, Places places) {
    this.keys = keys;
    this.entityOf = entityOf;
    this.places = places;
  }

  /**
   * The groups that rows read.
   *
   * @param keys the key of each row's group, null allowed, or one that stands for every row
   */
  static DistinctGroups of(Places entities, Column keys) {
    int rows = entities.rows();
    long[] entity = new long[rows];
    long[] isNull = new long[keys.size()];
    for (int row = 0; row < rows; row++) {
      entity[row] = entities.of(row);
    }
    for (int row = 0; row < isNull.length; row++) {
      isNull[row] = keys.isNull(row) ? 1 : 0;
    }
    int[] groupOfRow = new int[rows];
    long[][] parts = {entity, DistinctKeys.comparable(keys), isNull};
    int[] firstRows = DistinctKeys.group(parts, rows, groupOfRow);
    int[] entityOf = new int[firstRows.length];
    for (int group = 0; group < entityOf.length; group++) {
      entityOf[group] = entities.of(firstRows[group]);
    }
    return new DistinctGroups(
        keys.select(keys.size() == 1 ? new int[firstRows.length] : firstRows),
        entityOf,
        new Places(groupOfRow, firstRows.length));
  }

  /** The number of distinct groups. */
  int count() {
    return entityOf.length;
  }

  /** The groups' keys. */
  Column keys() {
    return keys;
  }

  /** The number of a group's entity. */
  int entity(int group) {
    return entityOf[group];
  }

  /** The group of each row. */
  Places places() {
    return places;
  }

  /** The groups with those of an entity together. */
  int[] byEntity(int entities) {
    int[] next = new int[entities + 1];
    for (int entity : entityOf) {
      next[entity + 1]++;
    }
    for (int entity = 0; entity < entities; entity++) {
      next[entity + 1] += next[entity];
    }
    int[] ordered = new int[entityOf.length];
    for (int group = 0; group < ordered.length; group++) {
      ordered[next[entityOf[group]]++] = group;
    }
    return ordered;
  }
}
