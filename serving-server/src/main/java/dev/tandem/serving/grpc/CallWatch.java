package dev.tandem.serving.grpc;

import dev.tandem.serving.edge.ApiKey;
import dev.tandem.serving.edge.RequestWatch;
import io.grpc.ForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Turns away who does not know the key, and tells the watch how every call ended. */
final class CallWatch implements ServerInterceptor {
  private static final Metadata.Key<String> KEY =
      Metadata.Key.of(ApiKey.HEADER.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Optional<ApiKey> apiKey;
  private final RequestWatch watch;
  private final AtomicInteger inside = new AtomicInteger();

  CallWatch(Optional<ApiKey> apiKey, RequestWatch watch) {
    this.apiKey = apiKey;
    this.watch = watch;
  }

  /** How many calls have begun and not ended. */
  int inside() {
    return inside.get();
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    inside.incrementAndGet();
    ServerCall<Q, A> watched = new WatchedCall<>(call);
    boolean known =
        apiKey.isEmpty()
            || apiKey
                .get()
                .isGiven(
                    Optional.ofNullable(headers.get(KEY)),
                    Optional.ofNullable(headers.get(AUTHORIZATION)));
    if (known) {
      return next.startCall(watched, headers);
    }
    watched.close(
        Status.UNAUTHENTICATED.withDescription(
            "this server asks for an API key, in x-api-key or authorization: Bearer"),
        new Metadata());
    return new ServerCall.Listener<>() {};
  }

  /** A call that says when and how it is closed. */
  private final class WatchedCall<Q, A>
      extends ForwardingServerCall.SimpleForwardingServerCall<Q, A> {
    private final long began = System.nanoTime();

    WatchedCall(ServerCall<Q, A> call) {
      super(call);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      super.close(status, trailers);
      inside.decrementAndGet();
      watch.answered(
          RequestWatch.Protocol.GRPC,
          getMethodDescriptor().getFullMethodName(),
          status.getCode().name(),
          System.nanoTime() - began);
    }
  }
}
