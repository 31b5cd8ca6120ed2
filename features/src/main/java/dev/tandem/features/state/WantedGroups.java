package dev.tandem.features.state;

import dev.tandem.features.table.Column;

/** Which groups of which entities are to be read; numbered from 0, those of an entity together. */
public interface WantedGroups {
  /** The number of groups. */
  int count();

  /** The entity of a group, numbered as its key in the batch that has been read. */
  int entity(int group);

  /** A column that holds the groups' keys; a null one stands for a group without events. */
  Column keys();

  /** The row of {@link #keys} that holds a group's key. */
  int keyRow(int group);
}
