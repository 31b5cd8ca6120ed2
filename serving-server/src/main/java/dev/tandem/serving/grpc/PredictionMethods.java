package dev.tandem.serving.grpc;

import com.google.protobuf.Timestamp;
import dev.tandem.serving.edge.Catalog;
import dev.tandem.serving.edge.RequestWatch;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.InvalidRequestException;
import dev.tandem.serving.predict.PredictionService;
import dev.tandem.serving.predict.Predictions;
import dev.tandem.serving.rank.Ranker;
import dev.tandem.serving.rank.Ranking;
import dev.tandem.serving.wire.tandem.PredictRequest;
import dev.tandem.serving.wire.tandem.PredictResponse;
import dev.tandem.serving.wire.tandem.RankRequest;
import dev.tandem.serving.wire.tandem.RankResponse;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;

/** {@code tandem.serving.Prediction}: what models say. */
final class PredictionMethods {
  /** The full name of the service. */
  static final String NAME = "tandem.serving.Prediction";

  private static final int LONGEST_ID = 128;

  private final Catalog catalog;
  private final RequestWatch watch;

  PredictionMethods(Catalog catalog, RequestWatch watch) {
    this.catalog = catalog;
    this.watch = watch;
  }

  ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder(NAME)
        .addMethod(
            Calls.unary(
                Methods.unary(
                    NAME,
                    "Predict",
                    ProtoUtils.marshaller(PredictRequest.getDefaultInstance()),
                    ProtoUtils.marshaller(PredictResponse.getDefaultInstance())),
                this::predict))
        .addMethod(
            Calls.unary(
                Methods.unary(
                    NAME,
                    "Rank",
                    ProtoUtils.marshaller(RankRequest.getDefaultInstance()),
                    ProtoUtils.marshaller(RankResponse.getDefaultInstance())),
                this::rank))
        .build();
  }

  private PredictResponse predict(PredictRequest request) {
    PredictionService service = catalog.model(model(request), Optional.empty());
    Predictions predictions = service.predict(rows(request, service.client()));
    return encoded(() -> answer(predictions));
  }

  private RankResponse rank(RankRequest request) {
    Ranker ranker = catalog.ranker(model(request.getCandidates()), Optional.empty());
    FeatureRequest candidates = rows(request.getCandidates(), ranker.service().client());
    String id = request.getRequestId();
    if (id.length() > LONGEST_ID) {
      throw new InvalidRequestException(
          "request_id", "a text of " + id.length() + " characters", "1 to " + LONGEST_ID);
    }
    OptionalInt top =
        request.getTop() == 0 ? OptionalInt.empty() : OptionalInt.of(request.getTop());
    Ranking ranking =
        ranker.rank(
            new dev.tandem.serving.rank.RankRequest(
                candidates, id.isEmpty() ? UUID.randomUUID().toString() : id, top));
    return encoded(() -> RankAnswer.of(ranking));
  }

  private static Optional<String> model(PredictRequest request) {
    return Optional.of(request.getModel()).filter(name -> !name.isEmpty());
  }

  private FeatureRequest rows(PredictRequest request, FeatureClient client) {
    Optional<Instant> time =
        request.hasRequestTime()
            ? Optional.of(instant(request.getRequestTime()))
            : Optional.empty();
    return new WireRequest(request.getEntitiesMap(), request.getRequestContextMap(), time)
        .bind(client.entityKeys(), client.requestFields(), catalog.clients().settings().maxRows());
  }

  private <A> A encoded(Supplier<A> encoding) {
    Calls.requireWanted();
    long began = System.nanoTime();
    A answer = encoding.get();
    watch.encoded(System.nanoTime() - began);
    return answer;
  }

  private static Instant instant(Timestamp time) {
    try {
      Instant instant = Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
      return Instant.ofEpochMilli(instant.toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      throw new InvalidRequestException(
          "request_time", time.getSeconds() + " s", "an instant that fits 64 bits in ms", e);
    }
  }

  private static PredictResponse answer(Predictions predictions) {
    PredictResponse.Builder answer =
        PredictResponse.newBuilder()
            .setModel(predictions.model())
            .setModelVersion(predictions.modelVersion())
            .setServiceVersion(predictions.serviceVersion())
            .setArm(RankAnswer.arm(predictions));
    for (int task = 0; task < predictions.tasks().size(); task++) {
      PredictResponse.TaskPredictions.Builder values =
          answer.addPredictionsBuilder().setTask(predictions.tasks().get(task));
      for (int row = 0; row < predictions.rows(); row++) {
        values.addValues(predictions.value(task, row));
      }
    }
    return answer.build();
  }
}
