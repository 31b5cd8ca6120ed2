package dev.tandem.pipelines.export;

/** Hears how an export gets on. */
@FunctionalInterface
public interface ExportProgress {
  /** So many of all rows are written. */
  void reached(long rows, long all);
}
