package dev.tandem.infra.cli;

import dev.tandem.serving.edge.Access;
import dev.tandem.serving.edge.ApiKey;
import dev.tandem.serving.edge.ServerSettings;
import dev.tandem.serving.edge.TlsFiles;
import dev.tandem.serving.fetch.FetchSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a server listens, to whom, and what it bears. */
final class ServerOptions {
  private static final String KEY_VARIABLE = "TANDEM_API_KEY";
  private static final int MEBIBYTE = 1 << 20;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description =
          "The address to listen on; default: ${DEFAULT-VALUE}, which only this machine reaches."
              + " Another one asks for an API key, or for --insecure.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "6566",
      description = "The port for HTTP; 0 for any free port; default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--grpc-port",
      paramLabel = "PORT",
      description = "The port for gRPC, 0 for any free port; default: no gRPC.")
  private Optional<Integer> grpcPort = Optional.empty();

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description =
          "A file with the key that clients must give, in X-API-Key or Authorization: Bearer;"
              + " default: the environment variable TANDEM_API_KEY, else no key.")
  private Optional<Path> apiKeyFile = Optional.empty();

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description =
          "The server's certificate and those that it was signed with, in PEM; with --tls-key.")
  private Optional<Path> certificate = Optional.empty();

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The certificate's private key, RSA or EC, in PEM (PKCS #8), not encrypted.")
  private Optional<Path> tlsKey = Optional.empty();

  @Option(
      names = "--insecure",
      description = "Listen on an address that other machines reach without an API key.")
  private boolean insecure;

  @Option(
      names = "--max-body",
      paramLabel = "MIB",
      defaultValue = "4",
      description = "The longest body of a request in MiB; default: ${DEFAULT-VALUE}.")
  private int maxBody;

  @Option(
      names = "--max-rows",
      paramLabel = "ROWS",
      defaultValue = "1000",
      description = "The most rows of a request; default: ${DEFAULT-VALUE}.")
  private int maxRows;

  @Option(
      names = "--threads",
      paramLabel = "THREADS",
      description =
          "How many requests are worked on at a time by either protocol; default: two per"
              + " processor, at least 8.")
  private Optional<Integer> threads = Optional.empty();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** The settings of the server; {@code environment} is where the key may be. */
  ServerSettings server(Map<String, String> environment) {
    require("--port", port, 0, 65_535);
    grpcPort.ifPresent(value -> require("--grpc-port", value, 0, 65_535));
    require("--max-body", maxBody, 1, 1024);
    threads.ifPresent(value -> require("--threads", value, 1, 10_000));
    Access access = access(environment);
    if (access.apiKey().isEmpty() && !insecure && !isLoopback()) {
      throw wrong(
          "--host: other machines may reach "
              + host
              + ", so give --api-key-file, or --insecure if something else keeps strangers out");
    }
    ServerSettings settings =
        ServerSettings.defaults()
            .withHost(host)
            .withPort(port)
            .withAccess(access)
            .withMaxBodyBytes(maxBody * MEBIBYTE);
    if (grpcPort.isPresent()) {
      settings = settings.withGrpcPort(grpcPort.get());
    }
    return threads.isPresent() ? settings.withThreads(threads.get()) : settings;
  }

  /** How features are fetched. */
  FetchSettings fetch() {
    require("--max-rows", maxRows, 1, 1_000_000);
    return FetchSettings.defaults().withMaxRows(maxRows);
  }

  private Access access(Map<String, String> environment) {
    if (certificate.isPresent() != tlsKey.isPresent()) {
      throw wrong("--tls-certificate and --tls-key go together");
    }
    Access access = Access.open();
    if (certificate.isPresent()) {
      access = access.with(new TlsFiles(certificate.get(), tlsKey.orElseThrow()));
    }
    Optional<ApiKey> key = key(environment);
    return key.isPresent() ? access.with(key.get()) : access;
  }

  private Optional<ApiKey> key(Map<String, String> environment) {
    try {
      return apiKeyFile
          .map(ApiKey::read)
          .or(() -> Optional.ofNullable(environment.get(KEY_VARIABLE)).map(ApiKey::of));
    } catch (IllegalArgumentException e) {
      String source = apiKeyFile.map(Path::toString).orElse(KEY_VARIABLE);
      throw new ParameterException(spec.commandLine(), source + ": " + e.getMessage(), e);
    }
  }

  private boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new ParameterException(
          spec.commandLine(), "--host: found " + host + ", which no name server knows", e);
    }
  }

  private void require(String option, int found, int least, int most) {
    if (found < least || found > most) {
      throw wrong(option + ": found " + found + ", allowed: " + least + " to " + most);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
