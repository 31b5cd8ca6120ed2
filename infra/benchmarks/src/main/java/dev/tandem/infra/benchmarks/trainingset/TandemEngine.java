package dev.tandem.infra.benchmarks.trainingset;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.pipelines.Backfill;
import dev.tandem.pipelines.Ingest;
import dev.tandem.pipelines.PipelineSettings;
import dev.tandem.pipelines.RunnerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tandem: ingestion and backfill from nothing, as the command line runs them. */
record TandemEngine(Workload workload, RunnerKind runner, int threads) implements Engine {

  @Override
  public void run(Path log, Path output) throws IOException {
    Files.createDirectories(output);
    Path file = output.resolve("tandem.yaml");
    Files.writeString(file, Declaration.of(workload, log.toAbsolutePath().toString()));
    Project project = ProjectReader.read(file);
    PipelineSettings settings =
        PipelineSettings.of(output).withRunner(runner).withParallelism(threads);
    Ingest.of(project, Declaration.SOURCE).run(settings);
    Backfill.of(project, Declaration.TRAINING_SET).run(settings);
  }

  /** The folder of the training set in an output. */
  static Path trainingSet(Path output) {
    return output.resolve("training_sets").resolve(Declaration.TRAINING_SET);
  }
}
