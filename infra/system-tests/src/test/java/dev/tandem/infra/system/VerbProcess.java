package dev.tandem.infra.system;

import dev.tandem.infra.cli.TandemCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of its own that runs {@code backfill} and then {@code materialize}, to be killed. */
final class VerbProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private VerbProcess(Process process) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts the process. */
  static VerbProcess start(SmallProject project, Path home, String redis) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            VerbProcess.class.getName(),
            project.declaration().toString(),
            home.toString(),
            redis));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return new VerbProcess(builder.start());
  }

  /** What the process does. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    String[] backfill = {"backfill", arguments[0], "--home", arguments[1]};
    String[] materialize = {
      "materialize", arguments[0], "--home", arguments[1], "--redis", arguments[2]
    };
    int code = TandemCommand.execute(backfill, out, out);
    System.exit(code == 0 ? TandemCommand.execute(materialize, out, out) : code);
  }

  /** Lets the process end, and returns how many milliseconds each step took, by its name. */
  Map<String, Long> stepMillis() throws IOException, InterruptedException {
    Map<String, Long> began = new LinkedHashMap<>();
    Map<String, Long> took = new LinkedHashMap<>();
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      long now = System.nanoTime();
      if (line.endsWith(" ...")) {
        began.putIfAbsent(line.substring(0, line.length() - " ...".length()), now);
      } else if (line.contains(": ")) {
        String step = line.substring(0, line.indexOf(": "));
        if (began.containsKey(step)) {
          took.putIfAbsent(step, TimeUnit.NANOSECONDS.toMillis(now - began.get(step)));
        }
      }
    }
    if (process.waitFor() != 0) {
      throw new IOException("the process failed:\n" + said);
    }
    return took;
  }

  /** Kills the process so many milliseconds after it has begun a step, unless it ends before. */
  void killAfter(String step, long millis) throws IOException, InterruptedException {
    String line = out.readLine();
    while (line != null && !line.equals(step + " ...")) {
      line = out.readLine();
    }
    process.waitFor(millis, TimeUnit.MILLISECONDS);
    close();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
