package dev.tandem.serving.server;

import static dev.tandem.serving.server.WireClient.longs;
import static dev.tandem.serving.server.WireClient.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import dev.tandem.serving.ShopEvents;
import dev.tandem.serving.edge.PortInUseException;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FeatureVectors;
import dev.tandem.serving.wire.feast.FeatureList;
import dev.tandem.serving.wire.feast.FieldStatus;
import dev.tandem.serving.wire.feast.GetFeastServingInfoRequest;
import dev.tandem.serving.wire.feast.GetFeastServingInfoResponse;
import dev.tandem.serving.wire.feast.GetOnlineFeaturesRequest;
import dev.tandem.serving.wire.feast.GetOnlineFeaturesResponse;
import dev.tandem.serving.wire.feast.RepeatedValue;
import dev.tandem.serving.wire.feast.Value;
import dev.tandem.serving.wire.tandem.PredictRequest;
import dev.tandem.serving.wire.tandem.PredictResponse;
import dev.tandem.serving.wire.tandem.RankRequest;
import dev.tandem.serving.wire.tandem.RankResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GrpcServerTest {
  private static final int MAX_MESSAGE = 20_000;

  @TempDir Path directory;

  private ServedShop shop;
  private WireClient client;

  @BeforeEach
  void start() {
    shop = ServedShop.start(directory, ServedShop.anyPorts().withMaxBodyBytes(MAX_MESSAGE));
    client = WireClient.of(shop.server());
  }

  @AfterEach
  void stop() {
    client.close();
    shop.close();
  }

  private static GetOnlineFeaturesRequest.Builder ranking(RepeatedValue items) {
    return GetOnlineFeaturesRequest.newBuilder()
        .setFeatureService("ranking")
        .putEntities("user_id", longs(3))
        .putEntities("item_id", items)
        .putRequestContext("position", longs(1));
  }

  private StatusRuntimeException failure(GetOnlineFeaturesRequest.Builder request) {
    return catchThrowableOfType(
        StatusRuntimeException.class, () -> client.features(request.build()));
  }

  @Test
  void features_ofAService_areThoseOfTheLibrary() {
    GetOnlineFeaturesResponse answer =
        client.features(ranking(strings("i1", "i2", "nowhere")).build());

    FeatureVectors expected =
        shop.clients()
            .service("ranking")
            .fetch(
                FeatureRequest.builder()
                    .one("user_id", 3)
                    .each("item_id", "i1", "i2", "nowhere")
                    .one("position", 1)
                    .build());
    assertThat(answer.getMetadata().getFeatureNames().getValList()).isEqualTo(expected.names());
    assertThat(answer.getResultsCount()).isEqualTo(13);
    assertThat(answer.getResults(1).getValuesList().stream().map(Value::getStringVal))
        .containsExactly("i1", "i2", "nowhere");
    GetOnlineFeaturesResponse.FeatureVector users = answer.getResults(7);
    assertThat(users.getValues(0).getInt64Val())
        .isEqualTo(expected.values().longs(expected.names().get(7)).value(0));
    assertThat(users.getStatusesList())
        .containsExactly(FieldStatus.PRESENT, FieldStatus.PRESENT, FieldStatus.NOT_FOUND);
    assertThat(users.getEventTimestamps(0).getSeconds())
        .isEqualTo(expected.newestEventMillis(7, 0) / 1000);
    assertThat(users.getEventTimestamps(2).getSeconds()).isZero();
  }

  @Test
  void features_askedForOneByOneWithInt32_areAnswered() {
    Value int32 = Value.newBuilder().setInt32Val(3).build();

    GetOnlineFeaturesResponse answer =
        client.features(
            GetOnlineFeaturesRequest.newBuilder()
                .setFeatures(FeatureList.newBuilder().addVal("user_activity:views").addVal("hour"))
                .putEntities("user_id", RepeatedValue.newBuilder().addVal(int32).build())
                .setFullFeatureNames(true)
                .build());

    assertThat(answer.getMetadata().getFeatureNames().getValList())
        .isEqualTo(List.of("user_activity.views", "hour"));
    assertThat(answer.getResults(0).getValues(0).getInt64Val()).isPositive();
  }

  @Test
  void predict_manyRows_answersPerTask() {
    PredictResponse answer =
        client.predict(
            PredictRequest.newBuilder()
                .putEntities("user_id", longs(3))
                .putEntities("item_id", strings("i1", "nowhere"))
                .putRequestContext("position", longs(1))
                .build());

    assertThat(answer.getModel()).isEqualTo("ranker");
    assertThat(answer.getModelVersion()).isEqualTo("00000000000000000001");
    assertThat(answer.getServiceVersion())
        .isEqualTo(shop.clients().service("ranking").serviceVersion());
    assertThat(answer.getPredictionsList().stream().map(p -> p.getTask()))
        .containsExactly("click", "purchase");
    assertThat(answer.getPredictions(1).getValuesList()).containsExactly(3f, 1f);
  }

  @Test
  void predict_atAnInstant_isAskedForIt() {
    PredictRequest.Builder request =
        PredictRequest.newBuilder()
            .putEntities("user_id", longs(3))
            .putEntities("item_id", strings("i1"))
            .putRequestContext("position", longs(1));
    request.getRequestTimeBuilder().setSeconds(ShopEvents.END / 1000);
    assertThat(client.predict(request.build()).getPredictionsCount()).isEqualTo(2);

    request.getRequestTimeBuilder().setSeconds(Long.MAX_VALUE);
    StatusRuntimeException failure =
        catchThrowableOfType(StatusRuntimeException.class, () -> client.predict(request.build()));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void rank_candidates_answersTheBestFirst() {
    RankRequest.Builder request = RankRequest.newBuilder().setRequestId("r1").setTop(2);
    request
        .getCandidatesBuilder()
        .putEntities("user_id", longs(3))
        .putEntities("item_id", strings("i1", "nowhere", "i2"))
        .putRequestContext("position", longs(0, 1, 2));

    RankResponse answer = client.rank(request.build());

    assertThat(answer.getRequestId()).isEqualTo("r1");
    assertThat(answer.getModel()).isEqualTo("ranker");
    assertThat(answer.getRowsList()).hasSize(2);
    assertThat(answer.getLogScores(0)).isGreaterThanOrEqualTo(answer.getLogScores(1));
    assertThat(answer.getPropensitiesList()).containsExactly(1.0, 1.0);
    assertThat(answer.getPredictionsList().stream().map(p -> p.getTask()))
        .containsExactly("click", "purchase");
    assertThat(Math.log(answer.getPredictions(0).getValues(0)))
        .isCloseTo(answer.getLogScores(0), within(1e-6));

    request.setRequestId("r".repeat(129));
    assertThat(
            catchThrowableOfType(StatusRuntimeException.class, () -> client.rank(request.build()))
                .getStatus()
                .getDescription())
        .isEqualTo("request_id: found a text of 129 characters, allowed: 1 to 128");
  }

  @Test
  void mistake_isInvalidArgumentWithItsField() throws InvalidProtocolBufferException {
    StatusRuntimeException failure = failure(ranking(longs(5)));

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.getStatus().getDescription())
        .isEqualTo("entities.item_id: found int64_val, allowed: string_val");
    BadRequest details = StatusProto.fromThrowable(failure).getDetails(0).unpack(BadRequest.class);
    assertThat(details.getFieldViolations(0).getField()).isEqualTo("entities.item_id");
  }

  @Test
  void unknownFields_areNamed() {
    assertThat(failure(ranking(strings("i")).putEntities("itme_id", longs(1))).getStatus())
        .extracting(Status::getDescription)
        .isEqualTo("entities.itme_id: found an unknown field, allowed: user_id, item_id, position");
    assertThat(failure(ranking(strings("i")).putEntities("position", longs(1))).getStatus())
        .extracting(Status::getDescription)
        .isEqualTo("request_context.position: found the field twice, allowed: once");
    assertThat(failure(ranking(strings("i")).removeEntities("user_id")).getStatus())
        .extracting(Status::getDescription)
        .isEqualTo("entities.user_id: found nothing, allowed: int64, one value or one per row");
    assertThat(failure(GetOnlineFeaturesRequest.newBuilder()).getStatus())
        .extracting(Status::getDescription)
        .isEqualTo("feature_service: found neither it nor 'features', allowed: one of the two");
  }

  @Test
  void tooManyRows_areResourceExhausted() {
    String[] items = new String[ServedShop.MAX_ROWS + 1];
    java.util.Arrays.fill(items, "i");

    StatusRuntimeException failure = failure(ranking(strings(items)));

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(failure.getStatus().getDescription())
        .isEqualTo("entities.item_id: found 101 values, allowed: at most 100");
  }

  @Test
  void tooLargeMessage_isResourceExhaustedAndTheServerGoesOn() {
    assertThat(failure(ranking(strings("i".repeat(MAX_MESSAGE)))).getStatus().getCode())
        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(client.features(ranking(strings("i1")).build()).getResultsCount()).isEqualTo(13);
  }

  @Test
  void deadlineHasPassed_isDeadlineExceeded() {
    client.withDeadlineMillis(-1);

    assertThat(failure(ranking(strings("i1"))).getStatus().getCode())
        .isEqualTo(Status.Code.DEADLINE_EXCEEDED);
  }

  @Test
  void storeIsClosed_isAnErrorWithoutItsText() {
    shop.store().close();

    StatusRuntimeException failure = failure(ranking(strings("i1")));

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
    assertThat(failure.getStatus().getDescription())
        .isEqualTo("internal error, see the server's log");
  }

  @Test
  void unknownMethod_isUnimplemented() {
    StatusRuntimeException failure =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                client.call(
                    "feast.serving.ServingService/GetBatchFeatures",
                    GetFeastServingInfoRequest.getDefaultInstance(),
                    GetFeastServingInfoResponse.getDefaultInstance()));

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
  }

  @Test
  void information_isAnswered() {
    assertThat(
            client
                .call(
                    "feast.serving.ServingService/GetFeastServingInfo",
                    GetFeastServingInfoRequest.getDefaultInstance(),
                    GetFeastServingInfoResponse.getDefaultInstance())
                .getVersion())
        .isEqualTo("tandem");
  }

  @Test
  void health_isServing() {
    assertThat(
            HealthGrpc.newBlockingStub(client.channel())
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus())
        .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
  }

  @Test
  void start_portInUse_namesThePort() {
    int taken = shop.server().grpcPort().orElseThrow();

    PortInUseException failure =
        catchThrowableOfType(
            PortInUseException.class,
            () ->
                TandemServer.start(
                    ServedShop.anyPorts().withGrpcPort(taken), shop.clients(), List.of()));

    assertThat(failure).hasMessageStartingWith("port " + taken + " of 127.0.0.1 is in use");
  }
}
