package dev.tandem.serving.predict;

/**
 * A model was trained on another version of its feature service than the one that would feed it, so
 * its predictions would mean nothing: train again, or serve the declarations it was trained on.
 */
public final class ModelMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ModelMismatchException(BundleIdentity model, String service, String serviceVersion) {
    super(
        "model '"
            + model.model()
            + "' (version "
            + model.modelVersion()
            + ") was trained on feature service '"
            + model.service()
            + "' version "
            + model.serviceVersion()
            + ", found: '"
            + service
            + "' version "
            + serviceVersion
            + "; train the model again, or serve the declarations that it was trained on");
  }
}
