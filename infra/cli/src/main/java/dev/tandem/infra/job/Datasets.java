package dev.tandem.infra.job;

import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.declaration.Refusal;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds datasets, and reads whole ones into memory. */
public final class Datasets {
  private Datasets() {}

  /**
   * The newest snapshot of a training set, or of the dataset in a folder.
   *
   * @param name the training set's name; one with a slash is a folder
   * @throws JobFailedException if there is none
   */
  public static LocalDataset find(TandemHome home, String name) {
    if (name.contains("/") || Files.isDirectory(Path.of(name, "manifests"))) {
      return open(Path.of(name));
    }
    Path folder = home.trainingSet(name);
    if (!Files.isDirectory(folder)) {
      throw new JobFailedException(
          "training set: " + Refusal.unknownName(name, names(folder.getParent())));
    }
    return open(folder);
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (NoSuchFileException e) {
      throw new JobFailedException(
          "there are no training sets in " + folder + "; run backfill first", e);
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + folder + " cannot be read", e);
    }
  }

  /**
   * The test rows' predictions beside the versions of a bundle.
   *
   * @throws JobFailedException if the model has not been trained
   */
  public static Table readPredictions(Path bundle, String model) {
    Path predictions = bundle.resolve("predictions");
    if (!Files.isDirectory(predictions)) {
      throw new JobFailedException(
          "model " + model + " has no predictions in " + predictions + "; train it first");
    }
    return read(predictions);
  }

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
