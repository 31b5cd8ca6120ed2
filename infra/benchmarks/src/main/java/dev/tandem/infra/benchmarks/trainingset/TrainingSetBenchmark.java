package dev.tandem.infra.benchmarks.trainingset;

import dev.tandem.infra.benchmarks.process.BenchmarkFailedException;
import dev.tandem.infra.benchmarks.process.ChildJvm;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the workload with one engine after the other and compares what they wrote.
 *
 * @param folder where the log and the outputs are
 * @param runs how often each engine runs in its process
 * @param progress is told what is going on
 */
record TrainingSetBenchmark(
    Workload workload,
    EngineSettings settings,
    Path folder,
    int runs,
    Duration timeout,
    PrintWriter progress) {
  private static final long COMPARISON_HEAP_BYTES = 6L << 30;

  /** Runs Tandem and then the peers. */
  BenchmarkResult run(List<EngineKind> peers) throws IOException {
    progress.println("writing a log of " + workload.log().events() + " events ...");
    Path log = workload.log().writeTo(folder);
    Map<EngineKind, EngineResult> results = new EnumMap<>(EngineKind.class);
    List<EngineKind> kinds = new ArrayList<>(List.of(EngineKind.TANDEM));
    kinds.addAll(peers);
    for (EngineKind kind : kinds) {
      results.put(kind, run(kind, log));
    }
    Optional<Comparison.Finding> finding = Optional.empty();
    if (peers.contains(EngineKind.DUCKDB)) {
      finding = Optional.of(compare());
    }
    return new BenchmarkResult(workload, settings, results, finding);
  }

  private EngineResult run(EngineKind kind, Path log) throws IOException {
    progress.println(kind.label() + ": " + runs + " runs in a new process ...");
    List<Run> done = new ArrayList<>();
    List<Double> ends = new ArrayList<>();
    long started = System.nanoTime();
    new ChildJvm(EngineProcess.class, kind.heapBytes(settings), timeout)
        .run(
            EngineProcess.arguments(kind, workload, settings, log, output(kind), runs),
            line -> {
              Optional<Run> run = Run.parse(line);
              if (run.isPresent()) {
                ends.add((System.nanoTime() - started) / 1e9);
                done.add(run.get());
                progress.printf(
                    "%s: run %d took %.2f s, %.2f s of processor time, peak %d MB%n",
                    kind.label(),
                    done.size(),
                    run.get().seconds(),
                    run.get().cpuSeconds(),
                    run.get().peakResidentBytes() >> 20);
              } else {
                progress.println(kind.label() + ": " + line);
              }
            });
    if (done.size() != runs) {
      throw new BenchmarkFailedException(
          kind.label() + " ended after " + done.size() + " of " + runs + " runs");
    }
    return new EngineResult(ends.get(0), done);
  }

  private Comparison.Finding compare() throws IOException {
    progress.println("comparing all values ...");
    List<Comparison.Finding> findings = new ArrayList<>();
    new ChildJvm(Comparison.class, COMPARISON_HEAP_BYTES, timeout)
        .run(
            Comparison.arguments(
                workload,
                output(EngineKind.TANDEM),
                "read_parquet('" + DuckDbEngine.parquet(output(EngineKind.DUCKDB)) + "')"),
            line -> Comparison.Finding.parse(line).ifPresent(findings::add));
    if (findings.isEmpty()) {
      throw new BenchmarkFailedException("the comparison ended without a finding");
    }
    return findings.get(0);
  }

  private Path output(EngineKind kind) {
    return folder.resolve(kind.label());
  }
}
