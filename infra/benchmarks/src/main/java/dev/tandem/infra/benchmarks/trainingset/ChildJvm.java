package dev.tandem.infra.benchmarks.trainingset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A Java process of its own with this process's class path and options.
 *
 * @param heapBytes its largest heap
 * @param timeout after which it is ended
 */
record ChildJvm(Class<?> main, long heapBytes, Duration timeout) {

  /**
   * Runs the process to its end; its standard error is this one's.
   *
   * @param lines is given each line of its standard output at once
   * @throws BenchmarkFailedException if it failed or took too long
   */
  void run(List<String> arguments, Consumer<String> lines) throws IOException {
    Process process =
        new ProcessBuilder(command(arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().close();
    CompletableFuture<Boolean> inTime =
        process
            .onExit()
            .thenApply(ended -> true)
            .completeOnTimeout(false, timeout.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((ended, failure) -> process.destroyForcibly());
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.accept(line);
      }
      if (!inTime.join()) {
        throw new BenchmarkFailedException(
            name() + " was ended after " + timeout.toSeconds() + " s; --timeout allows more");
      }
      int code = process.exitValue();
      if (code != 0) {
        throw new BenchmarkFailedException(name() + " ended with exit code " + code);
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private String name() {
    return "the process of " + main.getSimpleName();
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
