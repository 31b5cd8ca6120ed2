package dev.tandem.infra.redis;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** A place where a {@code redis-server} may be found. */
interface RedisBinary {

  /** Where this binary comes from, for messages. */
  String origin();

  /**
   * The executable, extracted into {@code directory} if it has to be written first.
   *
   * @throws IOException if there is none for this machine
   */
  Path locate(Path directory) throws IOException;

  /** The places to try, in order. */
  static List<RedisBinary> candidates() {
    String path = System.getenv("PATH");
    return List.of(bundled(), onPath(path == null ? "" : path));
  }

  /** The server that travels in the embedded-redis jar; it needs libssl 3 on Linux. */
  static RedisBinary bundled() {
    return new RedisBinary() {
      @Override
      public String origin() {
        return "the bundled redis-server";
      }

      @Override
      public Path locate(Path directory) throws IOException {
        try {
          return ExecutableProvider.newJarResourceProvider(directory.toFile()).get().toPath();
        } catch (RuntimeException e) {
          throw new IOException(
              "there is none for "
                  + System.getProperty("os.name")
                  + " "
                  + System.getProperty("os.arch"),
              e);
        }
      }
    };
  }

  /** The first {@code redis-server} in a search path of this operating system's form. */
  static RedisBinary onPath(String searchPath) {
    return new RedisBinary() {
      @Override
      public String origin() {
        return "redis-server on the PATH";
      }

      @Override
      public Path locate(Path directory) throws IOException {
        return Arrays.stream(searchPath.split(File.pathSeparator, -1))
            .filter(folder -> !folder.isEmpty())
            .flatMap(
                folder ->
                    List.of("redis-server", "redis-server.exe").stream()
                        .map(name -> Path.of(folder, name)))
            .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
            .findFirst()
            .orElseThrow(() -> new IOException("there is none"));
      }
    };
  }
}
