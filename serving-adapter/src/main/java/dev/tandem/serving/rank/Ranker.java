package dev.tandem.serving.rank;

import dev.tandem.features.declaration.EpsilonGreedy;
import dev.tandem.features.declaration.Exploration;
import dev.tandem.features.declaration.RankingPolicy;
import dev.tandem.features.declaration.Thompson;
import dev.tandem.features.hash.StableHash;
import dev.tandem.features.table.Table;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FeatureVectors;
import dev.tandem.serving.fetch.ServedScores;
import dev.tandem.serving.predict.PredictionService;
import dev.tandem.serving.predict.Predictions;
import dev.tandem.serving.predict.Scored;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * From a request's candidates to an order of them: fetches, predicts, scores and explores.
 *
 * <p>Thread-safe; it borrows the service.
 */
public final class Ranker {
  private final PredictionService service;
  private final RankingPolicy policy;
  private final FusedScore score;
  private final Optional<Explorer> explorer;

  private Ranker(PredictionService service, RankingPolicy policy) {
    this.service = service;
    this.policy = policy;
    this.score = FusedScore.of(policy);
    this.explorer = policy.exploration().map(Ranker::explorer);
  }

  /**
   * Ranks by what a model predicts.
   *
   * @throws IllegalArgumentException if the model lacks a task of the score, or its service the
   *     feature that counts
   */
  public static Ranker of(PredictionService service, RankingPolicy policy) {
    requireAll("task", policy.tasks(), service.tasks());
    if (policy.exploration().orElse(null) instanceof Thompson thompson) {
      List<String> features = service.client().features().stream().map(f -> f.name()).toList();
      requireAll("feature", thompson.count().stream().toList(), features);
    }
    return new Ranker(service, policy);
  }

  private static void requireAll(String what, List<String> needed, List<String> found) {
    for (String name : needed) {
      if (!found.contains(name)) {
        throw new IllegalArgumentException(
            "the ranking needs the " + what + " '" + name + "', there are: " + found);
      }
    }
  }

  private static Explorer explorer(Exploration exploration) {
    return exploration instanceof EpsilonGreedy greedy
        ? new EpsilonGreedyExplorer(greedy.epsilon())
        : new ThompsonExplorer((Thompson) exploration);
  }

  /** Orders the rows of a request, under an id of its own making. */
  public Ranking rank(FeatureRequest candidates) {
    return rank(RankRequest.of(candidates, UUID.randomUUID().toString()));
  }

  /**
   * Orders the rows of a request.
   *
   * @throws dev.tandem.serving.fetch.InvalidRequestException if the request cannot be answered
   * @throws dev.tandem.features.store.StoreUnavailableException if the store does not answer; a
   *     retry is safe
   */
  public Ranking rank(RankRequest request) {
    return service.predict(request.candidates(), new Ordering(this, request));
  }

  private record Ordering(Ranker ranker, RankRequest request) implements Scored<Ranking> {
    @Override
    public Ranking read(FeatureVectors features, Predictions predictions) {
      return ranker.order(request, features.values(), predictions);
    }

    @Override
    public ServedScores scores(Ranking ranking, Predictions predictions) {
      return new RankedScores(ranking);
    }
  }

  private Ranking order(RankRequest request, Table features, Predictions predictions) {
    double[] scores = score.of(predictions);
    int most = request.top().orElse(policy.top().orElse(scores.length));
    int positions = Math.min(most, scores.length);
    Order order =
        explorer.isPresent()
            ? explorer.get().draw(scores, features, positions, random(request.id()))
            : Order.certain(BestRows.of(scores, positions));
    return new Ranking(request.id(), order, scores, predictions);
  }

  private SplittableRandom random(String id) {
    String salt = policy.exploration().map(Exploration::salt).orElse("");
    return new SplittableRandom(new StableHash().add(salt).add(id).hash());
  }

  /** What fetches and predicts. */
  public PredictionService service() {
    return service;
  }
}
