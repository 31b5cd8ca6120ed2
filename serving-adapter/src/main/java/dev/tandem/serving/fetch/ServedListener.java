package dev.tandem.serving.fetch;

/**
 * Hears of every answer: of a {@link FeatureClient} that was asked for features, or of what made
 * predictions with them.
 *
 * <p>It is called on the thread of the request, after the answer is made and before it is given: it
 * never waits, throws nothing, and copies what it keeps, as the memory of an answer may be used
 * again. Thread-safe.
 */
@FunctionalInterface
public interface ServedListener {
  /** These rows were answered. */
  void served(ServedRows rows);
}
