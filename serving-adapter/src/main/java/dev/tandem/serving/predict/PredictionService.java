package dev.tandem.serving.predict;

import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FeatureVectors;
import dev.tandem.serving.fetch.Stage;

/**
 * From a request to predictions: fetches the features of all rows and scores all tasks in one pass.
 * Thread-safe; it borrows the client and the predictor.
 */
public final class PredictionService {
  private final FeatureClient client;
  private final Predictor predictor;

  private PredictionService(FeatureClient client, Predictor predictor) {
    this.client = client;
    this.predictor = predictor;
  }

  /**
   * A model fed by the client of its feature service.
   *
   * @throws ModelMismatchException if the model was trained on another service, or on another
   *     version of it
   */
  public static PredictionService of(FeatureClient client, Predictor predictor) {
    BundleIdentity model = predictor.identity();
    if (!model.service().equals(client.service())
        || !model.serviceVersion().equals(client.serviceVersion())) {
      throw new ModelMismatchException(model, client.service(), client.serviceVersion());
    }
    return new PredictionService(client, predictor);
  }

  /**
   * Predicts every task for every row of a request.
   *
   * @throws dev.tandem.serving.fetch.InvalidRequestException if the request cannot be answered
   * @throws dev.tandem.features.store.StoreUnavailableException if the store does not answer; a
   *     retry is safe
   */
  public Predictions predict(FeatureRequest request) {
    try (FeatureVectors features = client.fetch(request)) {
      long began = System.nanoTime();
      Predictions predictions = predictor.predict(features.values());
      client.watch().took(Stage.PREDICT, System.nanoTime() - began);
      return predictions;
    }
  }

  /** What fetches the features. */
  public FeatureClient client() {
    return client;
  }

  /** What scores them. */
  public Predictor predictor() {
    return predictor;
  }
}
