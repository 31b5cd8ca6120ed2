package dev.tandem.infra.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process that is waited for.
 *
 * @param name what messages call it
 * @param timeout after which it is ended
 */
public record ChildProcess(String name, Duration timeout) {

  /**
   * Runs the process to its end; its standard error is this one's.
   *
   * @param lines is given each line of its standard output at once
   * @throws BenchmarkFailedException if it failed or took too long
   */
  public void run(List<String> command, Consumer<String> lines) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    CompletableFuture<Boolean> inTime =
        process
            .onExit()
            .thenApply(ended -> true)
            .completeOnTimeout(false, timeout.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((ended, failure) -> endUnless(ended, process));
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.accept(line);
      }
      if (!inTime.join()) {
        throw new BenchmarkFailedException(
            name + " was ended after " + timeout.toSeconds() + " s; --timeout allows more");
      }
      int code = process.exitValue();
      if (code != 0) {
        throw new BenchmarkFailedException(name + " ended with exit code " + code);
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static void endUnless(boolean ended, Process process) {
    // This closes the process's output too, which may not have been read to its end.
    if (!ended) {
      process.destroyForcibly();
    }
  }
}
