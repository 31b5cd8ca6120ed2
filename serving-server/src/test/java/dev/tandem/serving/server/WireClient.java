package dev.tandem.serving.server;

import com.google.protobuf.Message;
import dev.tandem.serving.wire.feast.GetOnlineFeaturesRequest;
import dev.tandem.serving.wire.feast.GetOnlineFeaturesResponse;
import dev.tandem.serving.wire.feast.RepeatedValue;
import dev.tandem.serving.wire.feast.Value;
import dev.tandem.serving.wire.tandem.PredictRequest;
import dev.tandem.serving.wire.tandem.PredictResponse;
import dev.tandem.serving.wire.tandem.RankRequest;
import dev.tandem.serving.wire.tandem.RankResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptors;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A client by gRPC as the generated classes make it. */
final class WireClient implements AutoCloseable {
  private final ManagedChannel channel;
  private Channel calls;
  private CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS);

  private WireClient(ManagedChannel channel) {
    this.channel = channel;
    this.calls = channel;
  }

  static WireClient of(TandemServer server) {
    return of(server, InsecureChannelCredentials.create());
  }

  static WireClient of(TandemServer server, ChannelCredentials credentials) {
    return new WireClient(
        NettyChannelBuilder.forAddress("localhost", server.grpcPort().orElseThrow(), credentials)
            .build());
  }

  WireClient withHeader(String name, String value) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
    calls =
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    return this;
  }

  WireClient withDeadlineMillis(long millis) {
    options = CallOptions.DEFAULT.withDeadlineAfter(millis, TimeUnit.MILLISECONDS);
    return this;
  }

  GetOnlineFeaturesResponse features(GetOnlineFeaturesRequest request) {
    return call(
        "feast.serving.ServingService/GetOnlineFeatures",
        request,
        GetOnlineFeaturesResponse.getDefaultInstance());
  }

  PredictResponse predict(PredictRequest request) {
    return call("tandem.serving.Prediction/Predict", request, PredictResponse.getDefaultInstance());
  }

  RankResponse rank(RankRequest request) {
    return call("tandem.serving.Prediction/Rank", request, RankResponse.getDefaultInstance());
  }

  @SuppressWarnings("unchecked") // The marshaller of a request is found by the request's own class.
  <Q extends Message, A extends Message> A call(String method, Q request, A answer) {
    MethodDescriptor<Q, A> descriptor =
        MethodDescriptor.<Q, A>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(method)
            .setRequestMarshaller(
                (MethodDescriptor.Marshaller<Q>)
                    ProtoUtils.marshaller(request.getDefaultInstanceForType()))
            .setResponseMarshaller(ProtoUtils.marshaller(answer))
            .build();
    return ClientCalls.blockingUnaryCall(calls, descriptor, options, request);
  }

  Channel channel() {
    return channel;
  }

  static RepeatedValue longs(long... values) {
    RepeatedValue.Builder column = RepeatedValue.newBuilder();
    LongStream.of(values).forEach(v -> column.addVal(Value.newBuilder().setInt64Val(v)));
    return column.build();
  }

  static RepeatedValue strings(String... values) {
    RepeatedValue.Builder column = RepeatedValue.newBuilder();
    Stream.of(values).forEach(v -> column.addVal(Value.newBuilder().setStringVal(v)));
    return column.build();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
