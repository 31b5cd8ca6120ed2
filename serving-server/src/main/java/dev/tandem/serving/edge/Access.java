package dev.tandem.serving.edge;

import java.util.Objects;
import java.util.Optional;

/**
 * Who may ask a server, and whether anybody may listen in.
 *
 * @param apiKey what clients must know; empty lets everybody ask who reaches the address
 * @param tls what connections are encrypted with; empty leaves them in the clear
 */
public record Access(Optional<ApiKey> apiKey, Optional<TlsFiles> tls) {
  public Access {
    Objects.requireNonNull(apiKey, "apiKey");
    Objects.requireNonNull(tls, "tls");
  }

  /** Everybody, in the clear: for an address that only this machine reaches. */
  public static Access open() {
    return new Access(Optional.empty(), Optional.empty());
  }

  /** The same for those who know a key. */
  public Access with(ApiKey key) {
    return new Access(Optional.of(key), tls);
  }

  /** The same, encrypted. */
  public Access with(TlsFiles files) {
    return new Access(apiKey, Optional.of(files));
  }
}
