package dev.tandem.infra.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;

/**
 * A network that misbehaves: takes connections on a port of the loopback address and passes their
 * bytes on to a server on another, and does to the answers what it is told, from then on and on
 * connections that are open as well. Safe for use by many threads.
 */
public final class FaultyProxy implements AutoCloseable {
  private static final int CHUNK = 1 << 14;

  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicLong passBefore = new AtomicLong();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile Fault fault = Fault.none();

  /**
   * What happens to answers.
   *
   * @param kind what it is
   * @param millis how long a delay lasts
   */
  private record Fault(Kind kind, long millis) {
    enum Kind {
      NONE,
      DELAY,
      DRIP,
      STALL,
      STALL_AFTER,
      CUT
    }

    static Fault none() {
      return new Fault(Kind.NONE, 0);
    }
  }

  private FaultyProxy(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
    daemon("faulty proxy", this::accept);
  }

  /** A proxy before the server on a port of the loopback address, without a fault yet. */
  public static FaultyProxy before(int port) {
    return before(port, ServerSocketFactory.getDefault());
  }

  /**
   * The same with sockets of another kind, such as those of TLS, towards the clients.
   *
   * @param sockets makes the socket that clients connect to
   */
  public static FaultyProxy before(int port, ServerSocketFactory sockets) {
    try {
      return new FaultyProxy(sockets.createServerSocket(0, 1024, RedisServer.address()), port);
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on " + RedisServer.HOST, e);
    }
  }

  /** The address that clients connect to. */
  public String host() {
    return RedisServer.HOST;
  }

  /** The port that clients connect to. */
  public int port() {
    return listener.getLocalPort();
  }

  /** How many connections were made since the start. */
  public int accepted() {
    return accepted.get();
  }

  /** How many connections are open. */
  public int open() {
    return (int) sockets.stream().filter(socket -> socket.getPort() != target).count();
  }

  /** Passes all on as it comes. */
  public void heal() {
    fault = Fault.none();
  }

  /** Holds each piece of an answer back for that long. */
  public void delay(long millis) {
    fault = new Fault(Fault.Kind.DELAY, millis);
  }

  /** Passes answers on one byte at a time, with a pause before each. */
  public void drip(long millisPerByte) {
    fault = new Fault(Fault.Kind.DRIP, millisPerByte);
  }

  /** Takes everything and passes no answer on; what came meanwhile follows once it is healed. */
  public void stall() {
    fault = new Fault(Fault.Kind.STALL, 0);
  }

  /**
   * Passes that many bytes of answers on, of all connections together, and then no more; what came
   * meanwhile follows once it is healed.
   */
  public void stallAfter(long bytes) {
    passBefore.set(bytes);
    fault = new Fault(Fault.Kind.STALL_AFTER, 0);
  }

  /** Passes that many bytes of answers on, of all connections together, and then hangs up. */
  public void cutAfter(long bytes) {
    passBefore.set(bytes);
    fault = new Fault(Fault.Kind.CUT, 0);
  }

  /** Hangs up on everyone. */
  public void hangUp() {
    sockets.forEach(FaultyProxy::close);
  }

  private void accept() {
    while (closed.getCount() > 0) {
      acceptOne();
    }
  }

  private void acceptOne() {
    try {
      Socket client = listener.accept();
      accepted.incrementAndGet();
      sockets.add(client);
      Socket server = connect(client);
      sockets.add(server);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      daemon("faulty proxy asks", () -> pass(client, server, this::forward));
      daemon("faulty proxy answers", () -> pass(server, client, this::answer));
    } catch (IOException unreachableOrClosed) {
      // The client sees that it is hung up on.
    }
  }

  private Socket connect(Socket client) throws IOException {
    try {
      return new Socket(RedisServer.address(), target);
    } catch (IOException unreachable) {
      sockets.remove(client);
      close(client);
      throw unreachable;
    }
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Passes one piece on. */
  @FunctionalInterface
  private interface Passing {
    void pass(byte[] piece, int length, OutputStream out) throws IOException;
  }

  private void pass(Socket from, Socket to, Passing passing) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] piece = new byte[CHUNK];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        passing.pass(piece, read, out);
      }
    } catch (IOException | InterruptedByClose hungUp) {
      // Either end is gone, and so is the other then.
    } finally {
      close(from);
      close(to);
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private void forward(byte[] piece, int length, OutputStream out) throws IOException {
    out.write(piece, 0, length);
  }

  private void answer(byte[] piece, int length, OutputStream out) throws IOException {
    while (fault.kind() == Fault.Kind.STALL) {
      pause(1);
    }
    Fault now = fault;
    switch (now.kind()) {
      case NONE, STALL -> out.write(piece, 0, length);
      case DELAY -> {
        pause(now.millis());
        out.write(piece, 0, length);
      }
      case DRIP -> {
        for (int i = 0; i < length; i++) {
          pause(fault.kind() == Fault.Kind.DRIP ? now.millis() : 0);
          out.write(piece, i, 1);
        }
      }
      case STALL_AFTER -> {
        int passed = (int) Math.max(0, Math.min(passBefore.getAndAdd(-length), length));
        out.write(piece, 0, passed);
        while (fault.kind() == Fault.Kind.STALL_AFTER) {
          pause(1);
        }
        out.write(piece, passed, length - passed);
      }
      case CUT -> {
        long left = passBefore.getAndAdd(-length);
        out.write(piece, 0, (int) Math.max(0, Math.min(left, length)));
        if (left < length) {
          throw new IOException("cut");
        }
      }
    }
  }

  private void pause(long millis) {
    try {
      if (millis > 0 && closed.await(millis, TimeUnit.MILLISECONDS)) {
        throw new InterruptedByClose();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedByClose();
    }
  }

  /** The proxy was closed while it held something back. */
  private static final class InterruptedByClose extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // It is closed all the same.
    }
  }

  /** Hangs up on everyone and takes no more connections. */
  @Override
  public void close() {
    closed.countDown();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    hangUp();
  }
}
