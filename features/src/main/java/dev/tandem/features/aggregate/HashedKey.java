package dev.tandem.features.aggregate;

/**
 * A key in an order that has nothing to do with its value, so that the smallest of many keys are a
 * fair sample of them: by hash as an unsigned number, ties by the key itself.
 *
 * @param hash its {@link KeyHash}
 * @param number the key if it is an int64, otherwise 0
 * @param text the key if it is a string, otherwise empty
 */
public record HashedKey(long hash, long number, String text) implements Comparable<HashedKey> {

  /** The key with this number. */
  public static HashedKey of(long number) {
    return new HashedKey(KeyHash.of(number), number, "");
  }

  /** The key with this text. */
  public static HashedKey of(String text) {
    return new HashedKey(KeyHash.of(text), 0, text);
  }

  @Override
  public int compareTo(HashedKey other) {
    int order = Long.compareUnsigned(hash, other.hash);
    if (order == 0) {
      order = Long.compare(number, other.number);
    }
    return order == 0 ? text.compareTo(other.text) : order;
  }
}
