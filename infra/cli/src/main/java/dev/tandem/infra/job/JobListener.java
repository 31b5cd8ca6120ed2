package dev.tandem.infra.job;

/** Hears how a job gets on, one step after the other; called from the thread that runs the job. */
public interface JobListener {
  /** A step begins. */
  void begin(String step);

  /** So much of the current step is done. */
  void reached(long done, long all, String unit);

  /** The current step is done, with this result. */
  void done(String result);
}
