package dev.tandem.infra.benchmarks.serving;

/** A way to ask a server for features from another process; closing it ends the server. */
interface Wire extends AutoCloseable {
  /** Its name in the result: {@code http}. */
  String name();

  /** Asks for the features of a request and takes the whole answer. */
  Call call();

  @Override
  void close();
}
