package dev.tandem.infra.system.parity;

import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Table;
import dev.tandem.infra.parity.Answers;
import dev.tandem.pipelines.Backfill;
import dev.tandem.pipelines.BackfillReport;
import dev.tandem.pipelines.FeatureJoin;
import dev.tandem.pipelines.Ingest;
import dev.tandem.pipelines.IngestReport;
import dev.tandem.pipelines.PipelineSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes a log through the pipelines and to the online store. */
final class Replay {
  private final ParityLog log;
  private final Path folder;
  private final CompiledService service;

  /**
   * Replays a log.
   *
   * @param folder where datasets and shuffled files are kept; shared between variants
   */
  Replay(ParityLog log, Path folder) {
    this.log = log;
    this.folder = folder;
    this.service = CompiledService.compile(log.project(), log.service());
  }

  CompiledService service() {
    return service;
  }

  PipelineSettings settings(Variant variant) {
    return PipelineSettings.of(folder.resolve(variant.home()))
        .withRunner(variant.runner())
        .withShards(variant.shards());
  }

  /** Ingests the log as the variant has it, unless that has been done. */
  Map<String, IngestReport> ingest(Variant variant) throws IOException {
    Map<String, IngestReport> reports = new TreeMap<>();
    for (String source : log.sources()) {
      reports.put(
          source,
          Ingest.of(log.project(), source)
              .withFiles(files(variant, source))
              .run(settings(variant)));
    }
    return reports;
  }

  private List<String> files(Variant variant, String source) throws IOException {
    Path file = log.files().get(source);
    boolean header = log.project().source(source).header();
    return switch (variant.arrangement()) {
      case AS_WRITTEN -> List.of(file.toString());
      case SHUFFLED_AND_REPEATED ->
          ShuffledFiles.write(file, header, folder.resolve("shuffled-" + source), 3);
    };
  }

  /** The events as a variant's ingestion staged them. */
  static History history(Map<String, IngestReport> reports) throws IOException {
    Map<String, Path> datasets = new TreeMap<>();
    reports.forEach((source, report) -> datasets.put(source, Path.of(report.dataset())));
    return History.read(datasets);
  }

  /** The pipeline's join. */
  Answers offline(Variant variant, Table spine) {
    return Answers.offline(
        "offline",
        service.features(),
        FeatureJoin.of(log.project(), log.service(), spine).run(settings(variant)));
  }

  /** The rows of the declared training set with their features. */
  Table trainingSet(Variant variant) throws IOException {
    BackfillReport report =
        Backfill.of(log.project(), log.project().trainingSets().get(0).name())
            .run(settings(variant));
    return LocalDataset.openLatest(Path.of(report.dataset())).orElseThrow().read();
  }

  /** The online store, materialized and updated from a variant's datasets. */
  OnlineReplay online(Variant variant) {
    return new OnlineReplay(log, service, settings(variant));
  }
}
