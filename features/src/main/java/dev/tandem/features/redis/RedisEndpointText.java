package dev.tandem.features.redis;

import dev.tandem.features.declaration.DurationNotation;
import dev.tandem.features.redis.RedisEndpoint.Credentials;
import dev.tandem.features.redis.RedisEndpoint.Transport;
import dev.tandem.features.redis.RedisTopology.Readers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How an endpoint is written:
 *
 * <ul>
 *   <li>{@code host:port}
 *   <li>{@code redis://[[user]:password@]host[:port]}
 *   <li>{@code redis-cluster://[…@]host[:port],host[:port]…}: some nodes of a cluster
 *   <li>{@code redis-sentinel://[…@]host[:port],…/name}: sentinels, and what they call the master
 * </ul>
 *
 * <p>with {@code rediss}, {@code rediss-cluster} and {@code rediss-sentinel} for TLS, and {@code
 * ?connect=…&answer=…&connections=…&readers=…&cacert=…} at the end. What has a meaning of its own
 * here is written as a URI has it: {@code %40} for {@code @} in a password.
 */
final class RedisEndpointText {
  private static final int SERVER_PORT = 6379;
  private static final int SENTINEL_PORT = 26379;
  private static final String FORMS =
      "a Redis endpoint is written host:port, redis://[user]:password@host:port,"
          + " redis-cluster://host:port,host:port or redis-sentinel://host:port,host:port/name,"
          + " with rediss for TLS and ?connect=2s&answer=2s&connections=32&readers=replicas"
          + "&cacert=FILE as far as wanted";
  private static final List<String> PARAMETERS =
      List.of("connect", "answer", "connections", "readers", "cacert");

  private final Map<String, String> parameters;

  private RedisEndpointText(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  static RedisEndpoint parse(String text) {
    String[] schemeAndRest = (text.contains("://") ? text : "redis://" + text).split("://", 2);
    String[] restAndQuery = schemeAndRest[1].split("\\?", 2);
    Map<String, String> parameters = query(restAndQuery.length < 2 ? "" : restAndQuery[1]);
    return new RedisEndpointText(parameters).endpoint(schemeAndRest[0], restAndQuery[0]);
  }

  private RedisEndpoint endpoint(String scheme, String rest) {
    int at = rest.lastIndexOf('@');
    String[] hostsAndName = rest.substring(at + 1).split("/", 2);
    String kind = scheme.replaceFirst("^rediss?", "");
    String name = hostsAndName.length < 2 ? "" : hostsAndName[1];
    RedisEndpoint endpoint =
        RedisEndpoint.of(topology(kind, hostsAndName[0], decode(name)))
            .with(transport(scheme, kind))
            .with(limits());
    if (at >= 0) {
      endpoint = endpoint.with(credentials(rest.substring(0, at)));
    }
    String authority = parameters.get("cacert");
    if (authority != null) {
      require(endpoint.transport() == Transport.TLS, "cacert goes with TLS: rediss://");
      endpoint = endpoint.withAuthority(authority);
    }
    return endpoint;
  }

  private static Transport transport(String scheme, String kind) {
    return switch (scheme.substring(0, scheme.length() - kind.length())) {
      case "redis" -> Transport.PLAIN;
      case "rediss" -> Transport.TLS;
      default -> throw malformed();
    };
  }

  private RedisTopology topology(String kind, String hosts, String name) {
    Optional<Readers> readers = readers();
    require(name.isEmpty() || kind.equals("-sentinel"), FORMS);
    require(readers.isEmpty() || kind.equals("-cluster"), "readers goes with redis-cluster://");
    return switch (kind) {
      case "" -> new RedisTopology.Standalone(address(hosts, SERVER_PORT));
      case "-cluster" ->
          new RedisTopology.Cluster(addresses(hosts, SERVER_PORT), readers.orElse(Readers.MASTERS));
      case "-sentinel" -> {
        require(!name.isEmpty(), FORMS);
        yield new RedisTopology.Sentinel(addresses(hosts, SENTINEL_PORT), name);
      }
      default -> throw malformed();
    };
  }

  private static List<RedisAddress> addresses(String hosts, int defaultPort) {
    return Arrays.stream(hosts.split(",", -1)).map(host -> address(host, defaultPort)).toList();
  }

  private static RedisAddress address(String text, int defaultPort) {
    int colon = text.lastIndexOf(':');
    boolean hasPort = colon > text.lastIndexOf(']');
    String host = hasPort ? text.substring(0, colon) : text;
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else {
      require(host.matches("[A-Za-z0-9._-]+"), FORMS);
    }
    String port = hasPort ? text.substring(colon + 1) : Integer.toString(defaultPort);
    require(port.matches("[0-9]{1,5}"), FORMS);
    return new RedisAddress(host, Integer.parseInt(port));
  }

  private static Credentials credentials(String text) {
    String[] parts = text.split(":", 2);
    require(parts.length == 2 && !text.contains(" "), FORMS);
    return new Credentials(
        Optional.of(decode(parts[0])).filter(user -> !user.isEmpty()), decode(parts[1]));
  }

  private RedisLimits limits() {
    RedisLimits defaults = RedisLimits.defaults();
    return new RedisLimits(
        parameter("connect", RedisEndpointText::duration).orElse(defaults.connectTimeout()),
        parameter("answer", RedisEndpointText::duration).orElse(defaults.answerTimeout()),
        parameter("connections", RedisEndpointText::count).orElse(defaults.connections()));
  }

  private static Optional<Duration> duration(String text) {
    return DurationNotation.parse(text);
  }

  private static Optional<Integer> count(String text) {
    return text.matches("[0-9]{1,6}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private Optional<Readers> readers() {
    return parameter(
        "readers",
        text ->
            switch (text) {
              case "masters" -> Optional.of(Readers.MASTERS);
              case "replicas" -> Optional.of(Readers.REPLICAS);
              default -> Optional.empty();
            });
  }

  private <T> Optional<T> parameter(String name, Function<String, Optional<T>> reader) {
    String text = parameters.get(name);
    if (text == null) {
      return Optional.empty();
    }
    Optional<T> value = reader.apply(text);
    require(value.isPresent(), FORMS);
    return value;
  }

  private static Map<String, String> query(String text) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (text.isEmpty()) {
      return parameters;
    }
    for (String pair : text.split("&", -1)) {
      String[] nameAndValue = pair.split("=", 2);
      require(nameAndValue.length == 2 && PARAMETERS.contains(nameAndValue[0]), FORMS);
      require(parameters.put(nameAndValue[0], decode(nameAndValue[1])) == null, FORMS);
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      // A plus sign stands for itself outside of forms.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException mayRepeatThePassword) {
      throw malformed();
    }
  }

  private static void require(boolean isMet, String message) {
    if (!isMet) {
      throw new IllegalArgumentException(message);
    }
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(FORMS);
  }
}
