package dev.tandem.serving.grpc;

import io.grpc.MethodDescriptor;

/** What methods are called and how their messages are read and written. */
final class Methods {
  private Methods() {}

  /** A method with one request and one answer. */
  static <Q, A> MethodDescriptor<Q, A> unary(
      String service,
      String method,
      MethodDescriptor.Marshaller<Q> request,
      MethodDescriptor.Marshaller<A> answer) {
    return MethodDescriptor.<Q, A>newBuilder()
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(service, method))
        .setRequestMarshaller(request)
        .setResponseMarshaller(answer)
        .build();
  }
}
