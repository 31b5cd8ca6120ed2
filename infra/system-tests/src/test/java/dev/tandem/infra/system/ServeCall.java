package dev.tandem.infra.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.infra.cli.TandemCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code tandem serve} on a thread of its own, until it is closed. */
final class ServeCall implements AutoCloseable {
  private final Thread thread;
  private final URI uri;

  private ServeCall(Thread thread, URI uri) {
    this.thread = thread;
    this.uri = uri;
  }

  /** Serves a project at any free port, and waits until it listens. */
  static ServeCall start(SmallProject project, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "serve",
                project.declaration().toString(),
                "--home",
                project.home().toString(),
                "--port",
                "0"));
    arguments.addAll(Arrays.asList(more));
    PipedReader printed = new PipedReader();
    PrintWriter out = new PrintWriter(new PipedWriter(printed), true);
    PrintWriter complaints = new PrintWriter(new StringWriter(), true);
    Thread thread =
        new Thread(
            () -> {
              TandemCommand.execute(arguments.toArray(String[]::new), out, complaints);
              out.close();
            });
    thread.start();
    BufferedReader lines = new BufferedReader(printed);
    String line = lines.readLine();
    while (line != null && !line.contains(" is served at ")) {
      line = lines.readLine();
    }
    assertThat(line).as("what serve printed").isNotNull();
    return new ServeCall(thread, URI.create(line.substring(line.indexOf("http"))));
  }

  /** Where it listens. */
  URI uri() {
    return uri;
  }

  /** Ends it as Ctrl-C does, and waits until it has ended. */
  @Override
  public void close() {
    thread.interrupt();
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
