package dev.tandem.serving.http;

import dev.tandem.serving.edge.Catalog;
import dev.tandem.serving.edge.OutputBytes;
import dev.tandem.serving.edge.RequestWatch;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FeatureVectors;
import dev.tandem.serving.fetch.InvalidRequestException;
import dev.tandem.serving.json.JsonAnswerWriter;
import dev.tandem.serving.json.JsonRequest;
import dev.tandem.serving.json.JsonRequestReader;
import dev.tandem.serving.predict.PredictionService;
import dev.tandem.serving.predict.Predictions;
import dev.tandem.serving.rank.RankRequest;
import dev.tandem.serving.rank.Ranker;
import dev.tandem.serving.rank.Ranking;
import java.util.UUID;
import java.util.function.Supplier;

/** What the paths answer that take and give JSON. Thread-safe. */
final class JsonEndpoints {
  private final Catalog catalog;
  private final JsonRequestReader reader;
  private final JsonAnswerWriter writer;
  private final RequestWatch watch;

  JsonEndpoints(Catalog catalog, JsonAnswerWriter writer, RequestWatch watch) {
    this.catalog = catalog;
    this.reader = new JsonRequestReader(catalog.clients().settings().maxRows());
    this.writer = writer;
    this.watch = watch;
  }

  Answer features(byte[] body) {
    JsonRequest request = reader.read(body);
    requireNoTop(request);
    FeatureClient client = catalog.features(request.service(), request.features());
    try (FeatureVectors vectors =
        client.fetch(request.bind(client.entityKeys(), client.requestFields()))) {
      return encoded(() -> writer.features(vectors));
    }
  }

  Answer predict(byte[] body) {
    JsonRequest request = reader.read(body);
    PredictionService service = catalog.model(request.model(), request.service());
    FeatureClient client = service.client();
    requireNoFeatures(request);
    requireNoTop(request);
    Predictions predictions =
        service.predict(request.bind(client.entityKeys(), client.requestFields()));
    return encoded(() -> writer.predictions(predictions));
  }

  Answer rank(byte[] body) {
    JsonRequest request = reader.read(body);
    Ranker ranker = catalog.ranker(request.model(), request.service());
    requireNoFeatures(request);
    FeatureClient client = ranker.service().client();
    FeatureRequest candidates = request.bind(client.entityKeys(), client.requestFields());
    String id = request.id().orElseGet(() -> UUID.randomUUID().toString());
    Ranking ranking = ranker.rank(new RankRequest(candidates, id, request.top()));
    return encoded(() -> writer.ranking(ranking));
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

  /** The process answers, whatever becomes of the store. */
  Answer alive(byte[] body) {
    return state("ok");
  }

  /** The store answers as well; the models are warm since they were opened. */
  Answer ready(byte[] body) {
    catalog.clients().requireStore();
    return state("ready");
  }

  /** What may be asked here. */
  Answer openApi(byte[] body) {
    return Answer.json(200, writer.openApi(catalog));
  }

  private Answer state(String status) {
    return Answer.json(200, writer.state(status, catalog.clients().services(), catalog.models()));
  }

  private Answer encoded(Supplier<OutputBytes> encoding) {
    long began = System.nanoTime();
    OutputBytes body = encoding.get();
    watch.encoded(System.nanoTime() - began);
    return Answer.json(200, body);
  }
}
