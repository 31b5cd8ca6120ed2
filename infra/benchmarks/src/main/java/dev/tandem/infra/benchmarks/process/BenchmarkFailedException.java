package dev.tandem.infra.benchmarks.process;

/** A run that failed, took too long or gave wrong numbers; its figures count for nothing. */
public final class BenchmarkFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BenchmarkFailedException(String message) {
    super(message);
  }

  public BenchmarkFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
