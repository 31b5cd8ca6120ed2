package dev.tandem.serving.grpc;

import com.google.protobuf.Timestamp;
import dev.tandem.serving.edge.Catalog;
import dev.tandem.serving.edge.RequestWatch;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.InvalidRequestException;
import dev.tandem.serving.predict.PredictionService;
import dev.tandem.serving.predict.Predictions;
import dev.tandem.serving.wire.tandem.PredictRequest;
import dev.tandem.serving.wire.tandem.PredictResponse;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** {@code tandem.serving.Prediction}: what models say. */
final class PredictionMethods {
  /** The full name of the service. */
  static final String NAME = "tandem.serving.Prediction";

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
        .build();
  }

  private PredictResponse predict(PredictRequest request) {
    Optional<String> model = Optional.of(request.getModel()).filter(name -> !name.isEmpty());
    PredictionService service = catalog.model(model, Optional.empty());
    FeatureClient client = service.client();
    Optional<Instant> time =
        request.hasRequestTime()
            ? Optional.of(instant(request.getRequestTime()))
            : Optional.empty();
    WireRequest columns =
        new WireRequest(request.getEntitiesMap(), request.getRequestContextMap(), time);
    Predictions predictions =
        service.predict(
            columns.bind(
                client.entityKeys(),
                client.requestFields(),
                catalog.clients().settings().maxRows()));
    Calls.requireWanted();
    long began = System.nanoTime();
    PredictResponse answer = answer(predictions);
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
            .setServiceVersion(predictions.serviceVersion());
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
