package dev.tandem.infra.benchmarks.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.infra.benchmarks.process.BenchmarkFailedException;
import dev.tandem.infra.benchmarks.process.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** PyTorch, which trains the same networks by {@code peer.py}. */
final class TorchPeer {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration LOOK_UP = Duration.ofMinutes(1);
  private static final int WARM_UP_STEPS = 10;

  private final String python;
  private final Path script;
  private final Duration timeout;

  private TorchPeer(String python, Path script, Duration timeout) {
    this.python = python;
    this.script = script;
    this.timeout = timeout;
  }

  /**
   * The first of some interpreters that has torch and numpy, or empty.
   *
   * @param folder where the script is written to
   */
  static Optional<TorchPeer> find(List<String> pythons, Path folder, Duration timeout)
      throws IOException {
    for (String python : pythons) {
      if (hasTorch(python)) {
        return Optional.of(new TorchPeer(python, writeScript(folder), timeout));
      }
    }
    return Optional.empty();
  }

  private static boolean hasTorch(String python) throws IOException {
    try {
      String check =
          "import importlib.util as u, sys; sys.exit(not (u.find_spec('torch') and"
              + " u.find_spec('numpy')))";
      new ChildProcess(python, LOOK_UP).run(List.of(python, "-c", check), line -> {});
      return true;
    } catch (BenchmarkFailedException withoutTorch) {
      return false;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  private static Path writeScript(Path folder) throws IOException {
    Path script = folder.resolve("peer.py");
    try (InputStream in =
        Objects.requireNonNull(TorchPeer.class.getResourceAsStream("peer.py"), "peer.py")) {
      Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
    }
    return script;
  }

  /** Trains for so many steps on the rows in a plain file. */
  TorchFigures run(StepSettings settings, Path rows, int steps) throws IOException {
    List<String> lines = new ArrayList<>();
    new ChildProcess("PyTorch", timeout)
        .run(
            List.of(python, script.toString(), json(settings, rows, steps).toString()), lines::add);
    return TorchFigures.of(parsed(lines));
  }

  private static JsonNode parsed(List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      throw new BenchmarkFailedException("PyTorch ended without a result");
    }
    return MAPPER.readTree(lines.get(lines.size() - 1));
  }

  private static ObjectNode json(StepSettings settings, Path rows, int steps) {
    Workload workload = settings.workload();
    ObjectNode json = MAPPER.createObjectNode();
    json.put("workload", workload.label());
    json.put("rows_file", rows.toString());
    json.put("rows", settings.rows());
    json.put("fields", workload.fields());
    json.put("tasks", workload.labels().size());
    json.put("batch", settings.batch());
    json.put("threads", settings.threads());
    json.put("warmup", WARM_UP_STEPS);
    json.put("steps", steps);
    json.put("entries", settings.entries());
    json.put("dimension", Workload.DIMENSION);
    workload.describe(json);
    return json;
  }
}
