package dev.tandem.infra.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LocalRedisIT {
  @TempDir Path folder;

  @Test
  void start_fresh_storesAndReads() throws IOException {
    try (LocalRedis redis = LocalRedis.start()) {
      assertThat(ask(redis.port(), "SET k v\r\nGET k\r\nDBSIZE\r\nQUIT\r\n"))
          .isEqualTo("+OK\r\n$1\r\nv\r\n:1\r\n+OK\r\n");
    }
  }

  @Test
  void contents_afterWrites_areAllOfThemUntilEmptied() throws IOException {
    try (LocalRedis redis = LocalRedis.start()) {
      assertThat(redis.contents()).isEmpty();
      ask(redis.port(), "SET k v\r\nSET empty \"\"\r\nQUIT\r\n");
      assertThat(redis.contents()).isEqualTo(Map.of("6b", "76", "656d707479", ""));
      SortedMap<String, String> held = redis.contents();
      redis.empty();
      assertThat(redis.contents()).isEmpty();
      redis.fill(held);
      assertThat(redis.contents()).isEqualTo(held).hasSize(2);
    }
  }

  @Test
  void start_fresh_keepsNothingOnDisk() throws IOException {
    try (LocalRedis redis = LocalRedis.start()) {
      assertThat(ask(redis.port(), "CONFIG GET save\r\nCONFIG GET appendonly\r\nQUIT\r\n"))
          .contains("save\r\n$0\r\n\r\n")
          .contains("appendonly\r\n$2\r\nno\r\n");
    }
  }

  @Test
  void start_otherAddressesOfTheMachine_areNotListenedOn() throws IOException {
    try (LocalRedis redis = LocalRedis.start()) {
      for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
        for (InetAddress address : network.inetAddresses().toList()) {
          if (!address.isLoopbackAddress()) {
            assertThatThrownBy(() -> ask(address, redis.port(), "QUIT\r\n"))
                .isInstanceOf(IOException.class);
          }
        }
      }
    }
  }

  @Test
  void close_twice_endsTheServerOnceAndDeletesItsFiles() throws IOException {
    LocalRedis redis = LocalRedis.start();
    String info = ask(redis.port(), "INFO server\r\nQUIT\r\n");
    Path executable =
        Path.of(
            info.lines()
                .filter(l -> l.startsWith("config_file:"))
                .findFirst()
                .orElseThrow()
                .substring("config_file:".length()));
    assertThat(executable).exists();

    redis.close();
    redis.close();

    assertThat(redis.isAlive()).isFalse();
    assertThat(executable.getParent()).doesNotExist();
    assertThatThrownBy(() -> ask(redis.port(), "QUIT\r\n")).isInstanceOf(ConnectException.class);
  }

  @Test
  void start_portTakenByAnother_triesTheNextOne() {
    try (LocalRedis first = LocalRedis.start()) {
      int freePort = freePort();
      Iterator<Integer> ports = List.of(first.port(), freePort).iterator();
      try (LocalRedis second =
          LocalRedis.start(RedisBinary.candidates(), ports::next, 2, ServerForm.alone())) {
        assertThat(second.port()).isEqualTo(freePort);
      }
    }
  }

  @Test
  void startOn_portTaken_saysSo() {
    try (LocalRedis first = LocalRedis.start()) {
      assertThatThrownBy(() -> LocalRedis.startOn(first.port()))
          .isInstanceOf(RedisNotStartedException.class)
          .hasMessageContaining("port " + first.port() + " is taken by another process");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void start_firstBinaryDoesNotRun_usesTheNext() throws IOException {
    RedisBinary broken = RedisBinary.onPath(script("exit 127"));
    try (LocalRedis redis =
        LocalRedis.start(
            List.of(broken, RedisBinary.bundled()), this::freePort, 3, ServerForm.alone())) {
      assertThat(redis.isAlive()).isTrue();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void start_noBinaryRuns_namesBothCausesAndTheRemedy() throws IOException {
    RedisBinary broken =
        RedisBinary.onPath(script("echo 'libssl.so.3: cannot open shared object file'; exit 127"));
    RedisBinary absent = RedisBinary.onPath("");
    assertThatThrownBy(
            () -> LocalRedis.start(List.of(broken, absent), this::freePort, 3, ServerForm.alone()))
        .isInstanceOf(RedisNotStartedException.class)
        .hasMessageStartingWith("no Redis server could be started. ")
        .hasMessageContaining("it ended with exit code 127: libssl.so.3: cannot open shared object")
        .hasMessageContaining("redis-server on the PATH: there is none. ")
        .hasMessageEndingWith(
            "Install libssl 3 (Debian and Ubuntu: apt install libssl3) for the bundled server, or a"
                + " Redis server of your own (apt install redis-server; macOS: brew install redis).");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void shutdownHook_jvmTerminated_endsTheServerAndDeletesItsFiles() throws Exception {
    Path output = folder.resolve("child.txt");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                StartAndWait.class.getName())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (child.isAlive() && !Files.readString(output).endsWith("\n")) {
      child.waitFor(10, TimeUnit.MILLISECONDS);
    }
    int port = Integer.parseInt(Files.readString(output).strip());
    assertThat(ask(port, "PING\r\nQUIT\r\n")).startsWith("+PONG");

    child.destroy();
    assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();

    assertThatThrownBy(() -> ask(port, "PING\r\nQUIT\r\n")).isInstanceOf(ConnectException.class);
    assertThat(folder).isDirectoryNotContaining("glob:**/tandem-redis-*");
  }

  /** The program that {@link #shutdownHook_jvmTerminated_endsTheServerAndDeletesItsFiles} ends. */
  static final class StartAndWait {
    private StartAndWait() {}

    public static void main(String[] arguments) throws InterruptedException {
      try (LocalRedis redis = LocalRedis.start()) {
        System.out.println(redis.port());
        Thread.currentThread().join();
      }
    }
  }

  private int freePort() {
    try (LocalRedis redis = LocalRedis.start()) {
      return redis.port();
    }
  }

  private String script(String body) throws IOException {
    Path script = folder.resolve("redis-server");
    Files.writeString(script, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder.toString();
  }

  private static String ask(int port, String commands) throws IOException {
    return ask(RedisServer.address(), port, commands);
  }

  private static String ask(InetAddress host, int port, String commands) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 2000);
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
