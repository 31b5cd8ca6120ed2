package dev.tandem.infra.benchmarks.serving;

import dev.tandem.features.table.LongColumn;
import dev.tandem.serving.edge.ServerSettings;
import dev.tandem.serving.fetch.FeatureClients;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FetchSettings;
import dev.tandem.serving.server.TandemServer;
import dev.tandem.serving.wire.feast.GetOnlineFeaturesRequest;
import dev.tandem.serving.wire.feast.RepeatedValue;
import dev.tandem.serving.wire.feast.Value;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Feast's service by gRPC, over one connection; answers are taken and not looked at, a load that
 * leaves the processors to the server.
 */
final class GrpcWire implements Wire {
  private static final int REQUESTS = 256;
  private static final int MOST_BYTES = 64 << 20;
  private static final MethodDescriptor<byte[], Integer> METHOD =
      MethodDescriptor.<byte[], Integer>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("feast.serving.ServingService/GetOnlineFeatures")
          .setRequestMarshaller(new Encoded())
          .setResponseMarshaller(new Skipped())
          .build();

  private final TandemServer server;
  private final ManagedChannel channel;
  private final List<byte[]> requests = new ArrayList<>();

  private GrpcWire(TandemServer server) {
    this.server = server;
    this.channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.grpcPort().orElseThrow())
            .usePlaintext()
            .maxInboundMessageSize(MOST_BYTES)
            .build();
  }

  /** Starts a server over a service's store, in this process. */
  static GrpcWire open(FetchBench bench, int rows) {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(ServedEntities.NOW));
    FeatureClients clients =
        FeatureClients.of(
            bench.project(), bench.store(), FetchSettings.defaults().withClock(clock));
    GrpcWire wire =
        new GrpcWire(
            TandemServer.start(
                ServerSettings.defaults().withPort(0).withGrpcPort(0), clients, List.of()));
    RequestMix mix = new RequestMix(bench.entities(), rows);
    for (int request = 0; request < REQUESTS; request++) {
      wire.requests.add(encode(mix.request(request)));
    }
    return wire;
  }

  private static byte[] encode(FeatureRequest request) {
    return GetOnlineFeaturesRequest.newBuilder()
        .setFeatureService(ServedFeatures.SERVICE)
        .putEntities("user_id", column(request, "user_id"))
        .putEntities("item_id", column(request, "item_id"))
        .putRequestContext("position", column(request, "position"))
        .build()
        .toByteArray();
  }

  private static RepeatedValue column(FeatureRequest request, String name) {
    LongColumn column = (LongColumn) request.find(name).orElseThrow();
    RepeatedValue.Builder values = RepeatedValue.newBuilder();
    for (int row = 0; row < column.size(); row++) {
      values.addVal(Value.newBuilder().setInt64Val(column.value(row)));
    }
    return values.build();
  }

  @Override
  public String name() {
    return "grpc";
  }

  @Override
  public Call call() {
    return number ->
        ClientCalls.blockingUnaryCall(
            channel, METHOD, CallOptions.DEFAULT, requests.get(number % REQUESTS));
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.close();
  }

  /** Sends bytes as they are. */
  private static final class Encoded implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] request) {
      return new ByteArrayInputStream(request);
    }

    @Override
    public byte[] parse(InputStream stream) {
      throw new UnsupportedOperationException("a client receives no requests");
    }
  }

  /** Takes an answer and returns its length. */
  private static final class Skipped implements MethodDescriptor.Marshaller<Integer> {
    @Override
    public InputStream stream(Integer answer) {
      throw new UnsupportedOperationException("a client sends no answers");
    }

    @Override
    public Integer parse(InputStream stream) {
      try {
        return (int) stream.skip(MOST_BYTES);
      } catch (IOException e) {
        throw new UncheckedIOException("taking an answer", e);
      }
    }
  }
}
