package dev.tandem.infra.benchmarks.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A Java process of its own with this process's class path and options.
 *
 * @param heapBytes its largest heap
 * @param timeout after which it is ended
 */
public record ChildJvm(Class<?> main, long heapBytes, Duration timeout) {

  /** Runs the process to its end, as {@link ChildProcess#run} does. */
  public void run(List<String> arguments, Consumer<String> lines) throws IOException {
    new ChildProcess("the process of " + main.getSimpleName(), timeout)
        .run(command(arguments), lines);
  }

  private List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    // The class path is in the environment.
    command.addAll(
        List.of(
            "-Xmx" + heapBytes,
            "-XX:+UseParallelGC",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Duser.timezone=UTC",
            "-Dfile.encoding=UTF-8"));
    String options = System.getenv("TANDEM_JAVA_OPTS");
    if (options != null && !options.isBlank()) {
      command.addAll(List.of(options.strip().split("\\s+", -1)));
    }
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }
}
