package dev.tandem.serving.fetch;

/**
 * Watches requests: how long their stages take, and what is fetched.
 *
 * <p>It is called on the thread of the request, a few times for each: it never waits, throws
 * nothing and keeps nothing that it is given. Thread-safe.
 */
public interface FetchWatch {
  /** Watches nothing. */
  FetchWatch NONE =
      new FetchWatch() {
        @Override
        public void took(Stage stage, long nanos) {}

        @Override
        public void fetched(FeatureVectors vectors) {}
      };

  /** A stage of a request took so many nanoseconds. */
  void took(Stage stage, long nanos);

  /** These features were fetched, for an answer or for a model. */
  void fetched(FeatureVectors vectors);
}
