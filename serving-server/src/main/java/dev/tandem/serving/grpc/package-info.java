/** The gRPC edge: Feast's serving service, and a service for predictions. */
package dev.tandem.serving.grpc;
