package dev.tandem.features.redis;

import dev.tandem.features.store.StoredState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The Lua script that stores each value unless its key holds a higher version, and returns how many
 * it stored.
 *
 * <p>Versions are compared byte by byte. As Lua numbers they would lose bits beyond 2^53, and Lua
 * compares strings by the server's locale.
 */
final class VersionedWriteScript {
  private static final String TEXT =
      """
      local stored = 0
      for i = 1, #KEYS do
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

  private VersionedWriteScript() {}

  static byte[] text() {
    return TEXT.getBytes(StandardCharsets.UTF_8);
  }

  /** The name by which a server that has loaded the script knows it: its SHA-1 in hex. */
  static byte[] digest() {
    try {
      byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(text());
      return HexFormat.of().formatHex(sha1).getBytes(StandardCharsets.US_ASCII);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-1", e);
    }
  }

  /** The arguments of one EVALSHA that writes the states. */
  static byte[][] arguments(byte[] digest, List<StoredState> states) {
    int count = states.size();
    byte[][] arguments = new byte[2 + 2 * count][];
    arguments[0] = digest;
    arguments[1] = Integer.toString(count).getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < count; i++) {
      arguments[2 + i] = states.get(i).key();
      arguments[2 + count + i] = states.get(i).value();
    }
    return arguments;
  }
}
