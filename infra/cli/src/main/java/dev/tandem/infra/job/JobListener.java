package dev.tandem.infra.job;

/** Hears how a job gets on, one step after the other; called from the thread that runs the job. */
public interface JobListener {
  /** Hears nothing. */
  static JobListener silent() {
    return new JobListener() {
      @Override
      public void begin(String step) {}

      @Override
      public void reached(long done, long all, String unit) {}

      @Override
      public void done(String result) {}
    };
  }

  /** A step begins. */
  void begin(String step);

  /** So much of the current step is done. */
  void reached(long done, long all, String unit);

  /** Something about the current step that a person should know, said once. */
  default void note(String text) {}

  /** The current step is done, with this result. */
  void done(String result);
}
