package dev.tandem.features.aggregate;

import java.util.TreeSet;

/** The smallest of the keys that were added, up to a bound. Not thread-safe. */
public final class SmallestKeys {
  private final int most;
  private final TreeSet<HashedKey> smallest = new TreeSet<>();

  /** Keeps this many keys. */
  public SmallestKeys(int most) {
    this.most = most;
  }

  /** Adds a key, which may be there already, and lets the largest go if there are too many. */
  public void add(HashedKey key) {
    if (smallest.size() == most && key.compareTo(smallest.last()) > 0) {
      return;
    }
    smallest.add(key);
    if (smallest.size() > most) {
      smallest.pollLast();
    }
  }

  /** True if the key was added and is among the smallest. */
  public boolean contains(HashedKey key) {
    return smallest.contains(key);
  }

  /** Forgets all keys. */
  public void clear() {
    smallest.clear();
  }
}
