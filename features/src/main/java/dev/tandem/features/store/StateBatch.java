package dev.tandem.features.store;

import java.util.Arrays;
import java.util.Optional;

/**
 * The keys of one read and, after it, the states under them, in two arrays of bytes that are used
 * again: a read allocates nothing once these are as large as its keys and states need.
 *
 * <p>Whoever reads clears the batch, adds the keys and hands it to {@link
 * OnlineStore#read(StateBatch)}; the store notes for each key where in {@link #bytes} its state
 * lies. Mutable, for one thread at a time.
 */
public final class StateBatch {
  private static final int ABSENT = -1;
  private static final int UNANSWERED = -2;
  private static final int FIRST_KEYS = 64;

  private byte[] keys = new byte[FIRST_KEYS * 32];
  private int[] keyEnds = new int[FIRST_KEYS];
  private int size;
  private byte[] bytes = new byte[1 << 14];
  private int used;
  private int[] offsets = new int[FIRST_KEYS];
  private int[] lengths = new int[FIRST_KEYS];
  private StoreUnavailableException failure;

  /** Forgets all keys and states. */
  public void clear() {
    size = 0;
    used = 0;
    failure = null;
  }

  /** The number of keys. */
  public int size() {
    return size;
  }

  /** Adds a key, whose bytes are copied. */
  public void add(byte[] key) {
    int start = makeRoom(key.length);
    System.arraycopy(key, 0, keys, start, key.length);
  }

  /** Adds a key of another batch, whose bytes are copied. */
  public void add(StateBatch other, int key) {
    int start = other.keyStart(key);
    int length = other.keyEnd(key) - start;
    int own = makeRoom(length);
    System.arraycopy(other.keys, start, keys, own, length);
  }

  /**
   * Adds a key of that many bytes, which the caller writes into {@link #keys} now.
   *
   * @return where its first byte goes
   */
  public int makeRoom(int length) {
    if (length < 1) {
      throw new IllegalArgumentException("a key has at least 1 byte");
    }
    int start = keyStart(size);
    if (start + length > keys.length) {
      keys = Arrays.copyOf(keys, Math.max(start + length, 2 * keys.length));
    }
    if (size == keyEnds.length) {
      keyEnds = Arrays.copyOf(keyEnds, 2 * size);
      offsets = Arrays.copyOf(offsets, 2 * size);
      lengths = Arrays.copyOf(lengths, 2 * size);
    }
    keyEnds[size] = start + length;
    offsets[size] = 0;
    lengths[size++] = UNANSWERED;
    return start;
  }

  /** The bytes of all keys, one after the other; another array once a key was added. */
  public byte[] keys() {
    return keys;
  }

  /** A copy of a key. */
  public byte[] copyKey(int key) {
    return Arrays.copyOfRange(keys, keyStart(key), keyEnd(key));
  }

  /** Where a key begins in {@link #keys}. */
  public int keyStart(int key) {
    return key == 0 ? 0 : keyEnds[key - 1];
  }

  /** Where the byte after a key is in {@link #keys}. */
  public int keyEnd(int key) {
    return keyEnds[key];
  }

  /** The bytes that hold the states, and perhaps others between them. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the state under a key begins in {@link #bytes}. */
  public int offset(int key) {
    return offsets[key];
  }

  /** The number of bytes of the state under a key; negative if there is none or no answer. */
  public int length(int key) {
    return lengths[key];
  }

  /** True if the store has said what is under a key. */
  public boolean isAnswered(int key) {
    return lengths[key] != UNANSWERED;
  }

  /** The number of keys of which the store has not said what is under them. */
  public int unanswered() {
    int count = 0;
    for (int key = 0; key < size; key++) {
      count += lengths[key] == UNANSWERED ? 1 : 0;
    }
    return count;
  }

  /** Why the store did not answer all keys, where it said so. */
  public Optional<StoreUnavailableException> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Does nothing if every key is answered.
   *
   * @throws StoreUnavailableException if one is not
   */
  public void requireAnswered() {
    if (failure != null) {
      throw failure;
    }
  }

  /** A copy of the state under a key, or null if there is none or no answer. */
  public byte[] copy(int key) {
    return lengths[key] < 0
        ? null
        : Arrays.copyOfRange(bytes, offsets[key], offsets[key] + lengths[key]);
  }

  /** For stores: how many of {@link #bytes} are taken; more may be written from there on. */
  public int used() {
    return used;
  }

  /**
   * For stores: makes room for more bytes after those that are taken.
   *
   * @return {@link #bytes}, which may be another array now that begins with the same bytes
   */
  public byte[] reserve(int more) {
    int needed = Math.addExact(used, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * bytes.length, 1 << 30)));
    }
    return bytes;
  }

  /** For stores: takes that many more bytes, which have been written. */
  public void take(int more) {
    used += more;
  }

  /**
   * For stores: notes where in {@link #bytes} the state under a key lies.
   *
   * @param length -1 if there is none
   */
  public void found(int key, int offset, int length) {
    offsets[key] = offset;
    lengths[key] = length;
  }

  /** For stores: notes why keys stay unanswered; the first reason stays. */
  public void failed(StoreUnavailableException reason) {
    if (failure == null) {
      failure = reason;
    }
  }

  /** For stores: copies the state under a key, or null if there is none. */
  public void put(int key, byte[] state) {
    if (state == null) {
      lengths[key] = ABSENT;
      return;
    }
    reserve(state.length);
    System.arraycopy(state, 0, bytes, used, state.length);
    found(key, used, state.length);
    take(state.length);
  }

  /** For stores: copies what another batch has under a key that is answered there. */
  public void put(int key, StateBatch other, int otherKey) {
    int length = other.lengths[otherKey];
    if (length < 0) {
      lengths[key] = length;
      return;
    }
    System.arraycopy(other.bytes, other.offsets[otherKey], reserve(length), used, length);
    found(key, used, length);
    take(length);
  }
}
