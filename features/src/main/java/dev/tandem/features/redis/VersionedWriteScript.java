package dev.tandem.features.redis;

import dev.tandem.features.store.Guard;
import dev.tandem.features.store.StoredState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The Lua script that stores each value unless its key holds a higher version, and returns how many
 * it stored; with a guard, it stores nothing and returns -1 unless the guard's key holds the
 * guard's value.
 *
 * <p>Versions are compared byte by byte. As Lua numbers they would lose bits beyond 2^53, and Lua
 * compares strings by the server's locale.
 */
final class VersionedWriteScript {
  /** What the guarded script returns if the guard is not met. */
  static final long SUPERSEDED = -1;

  private static final String GUARD =
      """
      if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return -1 end
      local first = 2
      """;

  private static final String NO_GUARD =
      """
      local first = 1
      """;

  private static final String WRITE =
      """
      local stored = 0
      for i = first, #KEYS do
        local held = redis.call('GETRANGE', KEYS[i], 0, 7)
        local newer = true
        if #held == 8 then
          for b = 1, 8 do
            local h, o = string.byte(held, b), string.byte(ARGV[i], b)
            if b == 1 then h, o = (h + 128) % 256, (o + 128) % 256 end
            if h ~= o then
              newer = o > h
              break
            end
          end
        end
        if newer then
          redis.call('SET', KEYS[i], ARGV[i])
          stored = stored + 1
        end
      end
      return stored
      """;

  private final byte[] text;
  private final byte[] digest;
  private final Optional<Guard> guard;

  private VersionedWriteScript(byte[] text, byte[] digest, Optional<Guard> guard) {
    this.text = text;
    this.digest = digest;
    this.guard = guard;
  }

  /** The script without a guard. */
  static VersionedWriteScript plain() {
    return of(NO_GUARD + WRITE);
  }

  /** The script to which a guard is to be given. */
  static VersionedWriteScript guarded() {
    return of(GUARD + WRITE);
  }

  private static VersionedWriteScript of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new VersionedWriteScript(bytes, digest(bytes), Optional.empty());
  }

  /** The same script with this guard. */
  VersionedWriteScript with(Guard other) {
    return new VersionedWriteScript(text, digest, Optional.of(other));
  }

  byte[] text() {
    return text;
  }

  /** The name by which a server that has loaded the script knows it: its SHA-1 in hex. */
  private static byte[] digest(byte[] text) {
    try {
      byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(text);
      return HexFormat.of().formatHex(sha1).getBytes(StandardCharsets.US_ASCII);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-1", e);
    }
  }

  /** The arguments of one EVALSHA that writes the states. */
  byte[][] arguments(List<StoredState> states) {
    int first = guard.isPresent() ? 1 : 0;
    int count = first + states.size();
    byte[][] arguments = new byte[2 + 2 * count][];
    arguments[0] = digest;
    arguments[1] = Integer.toString(count).getBytes(StandardCharsets.US_ASCII);
    if (guard.isPresent()) {
      arguments[2] = guard.get().key();
      arguments[2 + count] = guard.get().held();
    }
    for (int i = 0; i < states.size(); i++) {
      arguments[2 + first + i] = states.get(i).key();
      arguments[2 + first + count + i] = states.get(i).value();
    }
    return arguments;
  }
}
