package dev.tandem.serving.predict;

/**
 * A model does not fit what would feed it or read it, above all because it was trained on another
 * version of its feature service, so its predictions would mean nothing: train again, or serve the
 * declarations it was trained on.
 */
public final class ModelMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ModelMismatchException(BundleIdentity model, String service, String serviceVersion) {
    this(
        model,
        "was trained on feature service '"
            + model.service()
            + "' version "
            + model.serviceVersion()
            + ", found: '"
            + service
            + "' version "
            + serviceVersion
            + "; train the model again, or serve the declarations that it was trained on");
  }

  ModelMismatchException(BundleIdentity model, String what) {
    super("model '" + model.model() + "' (version " + model.modelVersion() + ") " + what);
  }
}
