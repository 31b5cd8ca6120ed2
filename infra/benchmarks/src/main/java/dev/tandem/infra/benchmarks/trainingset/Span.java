package dev.tandem.infra.benchmarks.trainingset;

import java.time.Duration;
import java.util.List;

/** A window's length with its name. */
record Span(String name, Duration length) {
  /** An hour, a day, a week and a month. */
  static final List<Span> ALL =
      List.of(
          new Span("1h", Duration.ofHours(1)),
          new Span("1d", Duration.ofDays(1)),
          new Span("7d", Duration.ofDays(7)),
          new Span("30d", Duration.ofDays(30)));

  long millis() {
    return length.toMillis();
  }
}
