package dev.tandem.infra.job;

import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Reads whole datasets into memory. */
final class Datasets {
  private Datasets() {}

  /** All columns of a dataset's newest snapshot. */
  static Table read(Path folder) {
    LocalDataset dataset = open(folder);
    return read(dataset, dataset.manifest().fields().stream().map(Field::name).toList());
  }

  /** The named columns of a dataset's newest snapshot. */
  static Table read(Path folder, List<String> columns) {
    return read(open(folder), columns);
  }

  private static LocalDataset open(Path folder) {
    try {
      return LocalDataset.openLatest(folder)
          .orElseThrow(() -> new JobFailedException("there is no dataset in " + folder));
    } catch (IOException e) {
      throw new UncheckedIOException("dataset " + folder + " cannot be read", e);
    }
  }

  private static Table read(LocalDataset dataset, List<String> columns) {
    try {
      return dataset.read(columns);
    } catch (IOException e) {
      throw new UncheckedIOException(dataset + " cannot be read", e);
    }
  }
}
