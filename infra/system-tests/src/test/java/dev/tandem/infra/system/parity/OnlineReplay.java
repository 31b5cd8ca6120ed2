package dev.tandem.infra.system.parity;

import dev.tandem.features.redis.RedisEndpoint;
import dev.tandem.features.redis.RedisOnlineStore;
import dev.tandem.features.service.CompiledService;
import dev.tandem.infra.parity.Answers;
import dev.tandem.infra.parity.ServedAnswers;
import dev.tandem.infra.redis.LocalRedis;
import dev.tandem.pipelines.Materialize;
import dev.tandem.pipelines.PipelineSettings;
import dev.tandem.pipelines.materialize.RedisStoreSpec;
import dev.tandem.serving.fetch.FeatureClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Brings a real Redis to the cut of one episode after the other, and reads what it serves. */
final class OnlineReplay {
  private final ParityLog log;
  private final CompiledService service;
  private final PipelineSettings settings;

  OnlineReplay(ParityLog log, CompiledService service, PipelineSettings settings) {
    this.log = log;
    this.service = service;
    this.settings = settings;
  }

  /** Materializes at the cut of each episode. */
  Answers materialized(Episodes looked) {
    try (LocalRedis redis = LocalRedis.start();
        RedisOnlineStore store = RedisOnlineStore.open(endpoint(redis))) {
      FeatureClient client = client(store);
      List<Answers> answers = new ArrayList<>();
      for (Episode episode : looked.episodes()) {
        materialize(redis, episode.cut());
        answers.add(ServedAnswers.read("materialized", client, episode.spine()));
      }
      return Answers.concat(answers);
    }
  }

  /**
   * Materializes before all episodes and folds each later event by itself.
   *
   * @param path how to call these answers
   * @param arrival the order in which events arrive that happened in the given one between two cuts
   */
  Answers updated(
      String path, Episodes looked, History history, UnaryOperator<List<History.Event>> arrival) {
    try (LocalRedis redis = LocalRedis.start();
        RedisOnlineStore store = RedisOnlineStore.open(endpoint(redis))) {
      FeatureClient client = client(store);
      materialize(redis, looked.earlierCut());
      EventByEvent updates = new EventByEvent(log.project(), service.views(), history, store);
      List<Answers> answers = new ArrayList<>();
      long from = looked.earlierCut();
      for (Episode episode : looked.episodes()) {
        updates.fold(arrival.apply(history.between(from, episode.cut())));
        answers.add(ServedAnswers.read(path, client, episode.spine()));
        from = episode.cut();
      }
      return Answers.concat(answers);
    }
  }

  private void materialize(LocalRedis redis, long cut) {
    Materialize.of(log.project(), log.service())
        .withCut(Instant.ofEpochMilli(cut))
        .run(settings, RedisStoreSpec.of(endpoint(redis)));
  }

  private FeatureClient client(RedisOnlineStore store) {
    return FeatureClient.of(log.project(), log.service(), store);
  }

  private static RedisEndpoint endpoint(LocalRedis redis) {
    return RedisEndpoint.of(redis.host(), redis.port());
  }
}
