package dev.tandem.serving.predict;

import dev.tandem.features.table.Table;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FeatureVectors;
import dev.tandem.serving.fetch.ServedRows;
import dev.tandem.serving.fetch.ServedScores;
import dev.tandem.serving.fetch.Stage;
import java.util.List;
import java.util.Optional;

/**
 * From a request to predictions: fetches the features of all rows and scores all tasks in one pass.
 * Thread-safe; it borrows the client and the models.
 */
public final class PredictionService {
  private final FeatureClient client;
  private final FeatureClient unheard;
  private final String model;
  private final List<String> tasks;
  private final Scoring scoring;

  private PredictionService(
      FeatureClient client, BundleIdentity model, List<String> tasks, Scoring scoring) {
    this.client = client;
    this.unheard = client.withoutListener();
    this.model = model.model();
    this.tasks = tasks;
    this.scoring = scoring;
  }

  /** What scores the rows of a request. */
  private interface Scoring {
    Predictions predict(FeatureRequest request, Table features);

    /** Lets others see what was answered; takes over the features. */
    void follow(FeatureVectors features, Predictions answered);

    List<LiveModel.State> states();
  }

  private record Fixed(Predictor predictor) implements Scoring {
    @Override
    public Predictions predict(FeatureRequest request, Table features) {
      return predictor.predict(features);
    }

    @Override
    public void follow(FeatureVectors features, Predictions answered) {
      features.close();
    }

    @Override
    public List<LiveModel.State> states() {
      return List.of();
    }
  }

  private record Routed(ModelRoute route) implements Scoring {
    @Override
    public Predictions predict(FeatureRequest request, Table features) {
      return route.predict(request, features);
    }

    @Override
    public void follow(FeatureVectors features, Predictions answered) {
      route.follow(features, answered);
    }

    @Override
    public List<LiveModel.State> states() {
      return route.models().stream().map(LiveModel::state).toList();
    }
  }

  /**
   * A model fed by the client of its feature service.
   *
   * @throws ModelMismatchException if the model was trained on another service, or on another
   *     version of it
   */
  public static PredictionService of(FeatureClient client, Predictor predictor) {
    ModelContract.of(client).require(predictor);
    return new PredictionService(
        client, predictor.identity(), predictor.tasks(), new Fixed(predictor));
  }

  /**
   * The models of a route, which have been opened by the contract of this client.
   *
   * @throws ModelMismatchException if the primary one is over another version of the service
   */
  public static PredictionService of(FeatureClient client, ModelRoute route) {
    LiveModel.State state = route.primary().state();
    BundleIdentity model = state.serving();
    if (!model.service().equals(client.service())
        || !model.serviceVersion().equals(client.serviceVersion())) {
      throw new ModelMismatchException(model, client.service(), client.serviceVersion());
    }
    return new PredictionService(client, model, state.tasks(), new Routed(route));
  }

  /**
   * Predicts every task for every row of a request, and tells the client's listener.
   *
   * @throws dev.tandem.serving.fetch.InvalidRequestException if the request cannot be answered
   * @throws dev.tandem.features.store.StoreUnavailableException if the store does not answer; a
   *     retry is safe
   */
  public Predictions predict(FeatureRequest request) {
    return predict(request, (features, predictions) -> predictions);
  }

  /** The same for a caller that also reads the features, and may make more of the predictions. */
  public <T> T predict(FeatureRequest request, Scored<T> then) {
    FeatureVectors features = unheard.fetch(request);
    boolean handedOver = false;
    try {
      long began = System.nanoTime();
      Predictions predictions = scoring.predict(request, features.values());
      client.watch().took(Stage.PREDICT, System.nanoTime() - began);
      T answer = then.read(features, predictions);
      if (client.listener().isPresent()) {
        ServedScores scores = then.scores(answer, predictions);
        client
            .listener()
            .get()
            .served(new ServedRows(client.service(), request, features, Optional.of(scores)));
      }
      handedOver = true;
      scoring.follow(features, predictions);
      return answer;
    } finally {
      if (!handedOver) {
        features.close();
      }
    }
  }

  /** What fetches the features. */
  public FeatureClient client() {
    return client;
  }

  /** The name of the model. */
  public String model() {
    return model;
  }

  /** What the models of its route are doing, the primary one first; none for one predictor. */
  public List<LiveModel.State> states() {
    return scoring.states();
  }

  /** The names of the tasks that the model had when this was made. */
  public List<String> tasks() {
    return tasks;
  }
}
