package dev.tandem.infra.benchmarks.serving;

/** What a client does again and again. Safe for use by many threads. */
@FunctionalInterface
interface Call {
  /**
   * Answers one request.
   *
   * @param number which one, any from 0 on
   */
  void answer(int number);
}
