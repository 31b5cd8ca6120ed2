package dev.tandem.serving.grpc;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import dev.tandem.features.state.CorruptStateException;
import dev.tandem.features.store.CorruptValueException;
import dev.tandem.features.store.StoreUnavailableException;
import dev.tandem.serving.edge.TooMuchException;
import dev.tandem.serving.fetch.InvalidRequestException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why there is no answer, as gRPC says it. */
final class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** The status of a call that failed; what an operator should know is logged. */
  static StatusRuntimeException status(String method, RuntimeException failure) {
    if (failure instanceof StatusRuntimeException known) {
      return known;
    }
    if (failure instanceof InvalidRequestException invalid) {
      return invalid(invalid);
    }
    if (failure instanceof TooMuchException) {
      return plain(Status.RESOURCE_EXHAUSTED, failure.getMessage());
    }
    if (failure instanceof StoreUnavailableException) {
      log.warn("the online store is unavailable: {}", failure.getMessage());
      return plain(Status.UNAVAILABLE, "the online store is unavailable, try again later");
    }
    log.error("a call of {} failed", method, failure);
    if (failure instanceof CorruptStateException || failure instanceof CorruptValueException) {
      return plain(
          Status.INTERNAL,
          "a stored state cannot be read, materialize again: " + failure.getMessage());
    }
    return plain(Status.INTERNAL, "internal error, see the server's log");
  }

  // The field is told twice: in the message for people, in the details for programs.
  private static StatusRuntimeException invalid(InvalidRequestException invalid) {
    BadRequest.FieldViolation violation =
        BadRequest.FieldViolation.newBuilder()
            .setField(invalid.field())
            .setDescription("found " + invalid.found() + ", allowed: " + invalid.allowed())
            .build();
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(Status.Code.INVALID_ARGUMENT.value())
            .setMessage(invalid.getMessage())
            .addDetails(Any.pack(BadRequest.newBuilder().addFieldViolations(violation).build()))
            .build());
  }

  private static StatusRuntimeException plain(Status status, String message) {
    return status.withDescription(message).asRuntimeException();
  }
}
