package dev.tandem.pipelines;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.ingest.StagedColumns;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The small shop with its events staged. */
record StagedShop(Path folder, Project project, PipelineSettings settings) {

  /** Stages {@code rows} rows under {@code folder}. */
  static StagedShop of(Path folder, int rows) {
    return of(folder, ShopProject.in(folder), rows);
  }

  /** Stages {@code rows} rows of another declaration under {@code folder}. */
  static StagedShop of(Path folder, Project project, int rows) {
    Path file = ShopProject.write(folder.resolve("in/events.csv"), ShopProject.rows(rows, 11));
    PipelineSettings settings =
        PipelineSettings.of(folder.resolve("home"))
            .withClock(
                InstantSource.fixed(
                    Instant.ofEpochMilli(ShopProject.START).plusSeconds(4 * 86400)));
    StagedShop shop = new StagedShop(folder, project, settings);
    shop.ingest(file, settings);
    return shop;
  }

  private void ingest(Path file, PipelineSettings with) {
    Ingest.of(project, "behaviours").withFiles(List.of(file.toString())).run(with);
  }

  /** The settings for another home in which the same events are staged in so many parts. */
  PipelineSettings staged(String home, int shards) {
    PipelineSettings other =
        new PipelineSettings(
                folder.resolve(home).toString(),
                settings.runner(),
                settings.parallelism(),
                settings.shards(),
                settings.clock(),
                settings.clockTolerance(),
                settings.retention())
            .withShards(shards);
    ingest(folder.resolve("in/events.csv"), other);
    return other;
  }

  /** All staged events, by time and identity. */
  Table events() {
    return Datasets.sorted(
        DatasetPaths.of(settings).source("behaviours"),
        StagedColumns.of(project.source("behaviours")));
  }
}
