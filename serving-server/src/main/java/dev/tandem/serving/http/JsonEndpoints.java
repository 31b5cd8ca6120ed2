package dev.tandem.serving.http;

import dev.tandem.serving.edge.Catalog;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.InvalidRequestException;
import dev.tandem.serving.json.JsonAnswerWriter;
import dev.tandem.serving.json.JsonRequest;
import dev.tandem.serving.json.JsonRequestReader;
import dev.tandem.serving.predict.PredictionService;
import dev.tandem.serving.rank.RankRequest;
import dev.tandem.serving.rank.Ranker;
import java.util.UUID;

/** What the paths answer that take and give JSON. Thread-safe. */
final class JsonEndpoints {
  private final Catalog catalog;
  private final JsonRequestReader reader;
  private final JsonAnswerWriter writer;

  JsonEndpoints(Catalog catalog, JsonAnswerWriter writer) {
    this.catalog = catalog;
    this.reader = new JsonRequestReader(catalog.clients().settings().maxRows());
    this.writer = writer;
  }

  Answer features(byte[] body) {
    JsonRequest request = reader.read(body);
    requireNoTop(request);
    FeatureClient client = catalog.features(request.service(), request.features());
    return new Answer(
        200,
        writer.features(client.fetch(request.bind(client.entityKeys(), client.requestFields()))));
  }

  Answer predict(byte[] body) {
    JsonRequest request = reader.read(body);
    PredictionService service = catalog.model(request.model(), request.service());
    FeatureClient client = service.client();
    requireNoFeatures(request);
    requireNoTop(request);
    return new Answer(
        200,
        writer.predictions(
            service.predict(request.bind(client.entityKeys(), client.requestFields()))));
  }

  Answer rank(byte[] body) {
    JsonRequest request = reader.read(body);
    Ranker ranker = catalog.ranker(request.model(), request.service());
    requireNoFeatures(request);
    FeatureClient client = ranker.service().client();
    FeatureRequest candidates = request.bind(client.entityKeys(), client.requestFields());
    String id = request.id().orElseGet(() -> UUID.randomUUID().toString());
    return new Answer(
        200, writer.ranking(ranker.rank(new RankRequest(candidates, id, request.top()))));
  }

  private static void requireNoFeatures(JsonRequest request) {
    if (!request.features().isEmpty()) {
      throw new InvalidRequestException(
          "features", "a list of features", "nothing: a model reads its whole feature service");
    }
  }

  private static void requireNoTop(JsonRequest request) {
    if (request.top().isPresent()) {
      throw new InvalidRequestException("top", "a number", "nothing: only /rank leaves rows out");
    }
  }

  Answer health(byte[] body) {
    catalog.clients().requireStore();
    return new Answer(200, writer.health("ok", catalog.clients().services(), catalog.models()));
  }
}
