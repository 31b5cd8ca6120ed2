package dev.tandem.serving.rank;

import dev.tandem.features.declaration.RankingPolicy;
import dev.tandem.serving.predict.PredictionService;
import java.util.Optional;

/**
 * A model that a server offers.
 *
 * @param predictions what it predicts
 * @param ranker how it orders candidates; empty if it does not
 */
public record ServedModel(PredictionService predictions, Optional<Ranker> ranker) {
  /** A model that ranks nothing. */
  public static ServedModel of(PredictionService predictions) {
    return new ServedModel(predictions, Optional.empty());
  }

  /**
   * The same model ranking by a policy, or not at all.
   *
   * @throws IllegalArgumentException if the policy does not fit the model
   */
  public ServedModel withRanking(Optional<RankingPolicy> policy) {
    return new ServedModel(predictions, policy.map(p -> Ranker.of(predictions, p)));
  }

  /** Its name. */
  public String name() {
    return predictions.model();
  }
}
