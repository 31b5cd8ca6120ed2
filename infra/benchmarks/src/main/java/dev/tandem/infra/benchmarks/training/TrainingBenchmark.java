package dev.tandem.infra.benchmarks.training;

import dev.tandem.infra.benchmarks.process.BenchmarkFailedException;
import dev.tandem.infra.benchmarks.process.ChildJvm;
import dev.tandem.infra.benchmarks.process.Folders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains a workload again and again, each time in a new process and by turns with the peer.
 *
 * @param folder where the rows are
 * @param runs of each engine
 * @param heapBytes Tandem's largest heap
 * @param progress is told what is going on
 */
record TrainingBenchmark(
    Path folder, int runs, long heapBytes, Duration timeout, PrintWriter progress) {
  private static final List<Integer> BATCHES = List.of(256, 512, 1024, 2048, 4096);
  private static final List<Integer> VOCABULARIES = List.of(10_000, 100_000, 1_000_000, 10_000_000);
  private static final int PEER_STEPS = 60;

  /** Runs Tandem, and the peer if there is one. */
  WorkloadResult run(StepSettings settings, Optional<TorchPeer> peer) throws IOException {
    String label = settings.workload().label();
    progress.println(label + ": writing " + settings.rows() + " rows ...");
    Path plain = folder.resolve(label + ".bin");
    WorkloadRows rows = rows(settings);
    rows.writeDataset(dataset(settings));
    if (peer.isPresent()) {
      rows.writePlain(plain);
    }
    List<StepFigures> tandem = new ArrayList<>();
    List<TorchFigures> torch = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      tandem.add(tandem(settings));
      if (peer.isPresent()) {
        torch.add(peer.get().run(settings, plain, PEER_STEPS));
        tell(label, torch.get(run));
      }
    }
    Files.deleteIfExists(plain);
    return new WorkloadResult(settings, tandem, torch, List.of(), List.of());
  }

  /** Runs Tandem with batches and vocabularies of other sizes, and adds these to a result. */
  WorkloadResult scale(WorkloadResult result) throws IOException {
    StepSettings settings = result.settings();
    List<ScalingPoint> batches = new ArrayList<>();
    for (int batch : BATCHES) {
      if (batch <= settings.rows() / 2) {
        batches.add(new ScalingPoint(batch, tandem(settings.withBatch(batch)).stepMillis()));
      }
    }
    List<ScalingPoint> vocabularies = new ArrayList<>();
    for (int entries : VOCABULARIES) {
      StepSettings with = settings.withEntries(entries);
      rows(with).writeDataset(dataset(with));
      vocabularies.add(new ScalingPoint(entries, tandem(with).stepMillis()));
      if (entries != settings.entries()) {
        Folders.delete(dataset(with));
      }
    }
    return new WorkloadResult(settings, result.tandem(), result.torch(), batches, vocabularies);
  }

  private static WorkloadRows rows(StepSettings settings) {
    return new WorkloadRows(settings.workload(), settings.entries(), settings.rows());
  }

  private Path dataset(StepSettings settings) {
    return folder.resolve(settings.workload().label() + "-" + settings.entries());
  }

  private StepFigures tandem(StepSettings settings) throws IOException {
    List<StepFigures> found = new ArrayList<>();
    new ChildJvm(StepProcess.class, heapBytes, timeout)
        .run(
            StepProcess.arguments(settings, dataset(settings)),
            line ->
                StepFigures.parse(line).ifPresentOrElse(found::add, () -> progress.println(line)));
    if (found.isEmpty()) {
      throw new BenchmarkFailedException("Tandem ended without figures");
    }
    progress.printf(
        "%s: tandem, batch %d, %d embedding rows: %.2f ms a step%n",
        settings.workload().label(),
        settings.batch(),
        settings.entries(),
        found.get(0).stepMillis());
    progress.flush();
    return found.get(0);
  }

  private void tell(String label, TorchFigures figures) {
    progress.printf("%s: pytorch: %.2f ms a step%n", label, figures.stepMillis());
    if (figures.isOnReferenceBlas()) {
      progress.println(
          "PyTorch multiplies with the reference BLAS, which makes it slow; on Debian, install"
              + " libopenblas0-pthread");
    }
    progress.flush();
  }
}
