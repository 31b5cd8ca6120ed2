package dev.tandem.serving.grpc;

import dev.tandem.serving.edge.Catalog;
import dev.tandem.serving.edge.OutputBytes;
import dev.tandem.serving.edge.OutputPool;
import dev.tandem.serving.edge.RequestWatch;
import dev.tandem.serving.fetch.FeatureClient;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FeatureVectors;
import dev.tandem.serving.wire.feast.GetFeastServingInfoRequest;
import dev.tandem.serving.wire.feast.GetFeastServingInfoResponse;
import dev.tandem.serving.wire.feast.GetOnlineFeaturesRequest;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import java.util.List;
import java.util.Optional;

/** {@code feast.serving.ServingService}, so that Feast's clients read features from this server. */
final class FeastService {
  /** The full name of the service. */
  static final String NAME = "feast.serving.ServingService";

  private static final String VERSION = "tandem";

  private final Catalog catalog;
  private final OutputPool pool;
  private final RequestWatch watch;

  FeastService(Catalog catalog, OutputPool pool, RequestWatch watch) {
    this.catalog = catalog;
    this.pool = pool;
    this.watch = watch;
  }

  ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder(NAME)
        .addMethod(Calls.unary(information(), this::information))
        .addMethod(Calls.unary(onlineFeatures(pool), this::features))
        .build();
  }

  private static MethodDescriptor<GetFeastServingInfoRequest, GetFeastServingInfoResponse>
      information() {
    return Methods.unary(
        NAME,
        "GetFeastServingInfo",
        ProtoUtils.marshaller(GetFeastServingInfoRequest.getDefaultInstance()),
        ProtoUtils.marshaller(GetFeastServingInfoResponse.getDefaultInstance()));
  }

  private static MethodDescriptor<GetOnlineFeaturesRequest, OutputBytes> onlineFeatures(
      OutputPool pool) {
    return Methods.unary(
        NAME,
        "GetOnlineFeatures",
        ProtoUtils.marshaller(GetOnlineFeaturesRequest.getDefaultInstance()),
        new AnswerMarshaller(pool));
  }

  private GetFeastServingInfoResponse information(GetFeastServingInfoRequest request) {
    return GetFeastServingInfoResponse.newBuilder().setVersion(VERSION).build();
  }

  private OutputBytes features(GetOnlineFeaturesRequest request) {
    FeatureClient client = client(request);
    WireRequest columns =
        new WireRequest(request.getEntitiesMap(), request.getRequestContextMap(), Optional.empty());
    FeatureRequest bound =
        columns.bind(
            client.entityKeys(), client.requestFields(), catalog.clients().settings().maxRows());
    try (FeatureVectors vectors = client.fetch(bound)) {
      Calls.requireWanted();
      long began = System.nanoTime();
      OutputBytes out = pool.take();
      WireFeatures.write(out, vectors);
      watch.encoded(System.nanoTime() - began);
      return out;
    }
  }

  private FeatureClient client(GetOnlineFeaturesRequest request) {
    Optional<String> service =
        request.hasFeatureService() ? Optional.of(request.getFeatureService()) : Optional.empty();
    List<String> features =
        request.getFeatures().getValList().stream().map(name -> name.replace(':', '.')).toList();
    return catalog.features(service, features);
  }
}
