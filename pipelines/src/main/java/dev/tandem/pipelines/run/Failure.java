package dev.tandem.pipelines.run;

/** Finds what went wrong beneath the layers that runners wrap around it. */
public final class Failure {
  private static final String OWN_PACKAGES = "dev.tandem.";

  private Failure() {}

  /** What to throw for a pipeline that failed with {@code thrown}. */
  public static RuntimeException of(String name, Throwable thrown) {
    Throwable root = thrown;
    for (Throwable t = thrown; t != null; t = t.getCause() == t ? null : t.getCause()) {
      if (t instanceof RuntimeException own && t.getClass().getName().startsWith(OWN_PACKAGES)) {
        return own;
      }
      root = t;
    }
    String message =
        root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return new PipelineFailedException(name + " failed: " + message, root);
  }
}
