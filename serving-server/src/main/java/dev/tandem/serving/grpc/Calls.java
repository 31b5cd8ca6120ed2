package dev.tandem.serving.grpc;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Unary calls: one request, and one answer or one status. */
final class Calls {
  private Calls() {}

  /** A method that answers what a function makes of the request. */
  static <Q, A> ServerMethodDefinition<Q, A> unary(
      MethodDescriptor<Q, A> method, Function<Q, A> answer) {
    return ServerMethodDefinition.create(
        method,
        ServerCalls.asyncUnaryCall(
            (Q request, StreamObserver<A> observer) -> {
              A made;
              try {
                requireWanted();
                made = answer.apply(request);
              } catch (RuntimeException e) {
                observer.onError(Failures.status(method.getFullMethodName(), e));
                return;
              }
              observer.onNext(made);
              observer.onCompleted();
            }));
  }

  /**
   * Ends the call if nobody waits for its answer any more: its deadline has passed while it waited
   * for a thread or for the store, or the client went away.
   */
  static void requireWanted() {
    Context context = Context.current();
    if (context.getDeadline() != null && context.getDeadline().isExpired()) {
      throw Status.DEADLINE_EXCEEDED
          .withDescription("the call's deadline has passed")
          .asRuntimeException();
    }
    if (context.isCancelled()) {
      throw Status.CANCELLED.withDescription("the client went away").asRuntimeException();
    }
  }

  /**
   * How long a call may wait for the store: four fifths of what is left of its deadline, so that
   * the answer still arrives by then, with what the store has said; empty for a call without one.
   */
  static Optional<Duration> patience() {
    Deadline deadline = Context.current().getDeadline();
    return deadline == null
        ? Optional.empty()
        : Optional.of(
            Duration.ofNanos(Math.max(1, deadline.timeRemaining(TimeUnit.NANOSECONDS) / 5 * 4)));
  }
}
