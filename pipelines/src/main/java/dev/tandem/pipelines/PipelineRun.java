package dev.tandem.pipelines;

import dev.tandem.pipelines.run.Failure;
import dev.tandem.pipelines.run.PipelineFailedException;
import java.util.List;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pipeline with the runner that executes it. */
final class PipelineRun {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineRun.class);

  private final String name;
  private final Pipeline pipeline;

  private PipelineRun(String name, Pipeline pipeline) {
    this.name = name;
    this.pipeline = pipeline;
  }

  /** Makes Beam's file systems usable before there is a pipeline. */
  static void openFileSystems(PipelineSettings settings) {
    FileSystems.setDefaultPipelineOptions(options(settings, "files"));
  }

  /**
   * An empty pipeline.
   *
   * @param name what is done, for example {@code backfill of ranking_rows}
   */
  static PipelineRun of(String name, PipelineSettings settings) {
    return new PipelineRun(name, Pipeline.create(options(settings, name)));
  }

  /** The pipeline, to which transforms are applied. */
  Pipeline pipeline() {
    return pipeline;
  }

  /**
   * Executes the pipeline and waits for its end.
   *
   * @throws PipelineFailedException if it failed; an exception that says more to the caller, such
   *     as one about a store, is thrown as it is
   */
  void execute() {
    long started = System.nanoTime();
    LOG.info("{} started", name);
    PipelineResult.State state;
    try {
      state = pipeline.run().waitUntilFinish();
    } catch (RuntimeException e) {
      throw Failure.of(name, e);
    }
    if (state != PipelineResult.State.DONE) {
      throw new PipelineFailedException(name + " ended as " + state, null);
    }
    LOG.info("{} ended after {} ms", name, (System.nanoTime() - started) / 1_000_000);
  }

  private static PipelineOptions options(PipelineSettings settings, String name) {
    PipelineOptions options =
        switch (settings.runner()) {
          case DIRECT -> direct(settings);
          case FLINK -> flink(settings);
        };
    options.setJobName(name.replaceAll("[^A-Za-z0-9]+", "-"));
    // Beam warns of stable names only where a running pipeline is updated, which never happens
    // here.
    options.setStableUniqueNames(PipelineOptions.CheckEnabled.OFF);
    return options;
  }

  private static PipelineOptions direct(PipelineSettings settings) {
    DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
    options.setRunner(DirectRunner.class);
    options.setTargetParallelism(settings.parallelism());
    // Both checks encode every element once more.
    options.setEnforceImmutability(false);
    options.setEnforceEncodability(false);
    return options;
  }

  private static PipelineOptions flink(PipelineSettings settings) {
    FlinkPipelineOptions options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
    options.setRunner(FlinkRunner.class);
    options.setFlinkMaster("[local]");
    options.setParallelism(settings.parallelism());
    options.setStreaming(false);
    options.setObjectReuse(true);
    options.setFasterCopy(true);
    options.setDisableMetrics(true);
    options.setFilesToStage(List.of());
    return options;
  }
}
