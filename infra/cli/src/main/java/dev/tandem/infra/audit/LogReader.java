package dev.tandem.infra.audit;

import dev.tandem.features.arrow.InvalidArrowException;
import dev.tandem.features.arrow.TableFileReader;
import dev.tandem.features.table.Table;
import dev.tandem.infra.job.JobFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads the files of a served log, those that are there when it is asked. */
final class LogReader {
  private static final String SUFFIX = ".arrow";

  private final Path directory;
  private final int batchRows;

  /** A reader that hands on about so many rows at a time. */
  LogReader(Path directory, int batchRows) {
    this.directory = directory;
    this.batchRows = batchRows;
  }

  /**
   * The names of the services with at least one file.
   *
   * @throws JobFailedException if there is none, or no such folder
   */
  List<String> services() {
    List<String> services =
        list(directory).stream()
            .filter(Files::isDirectory)
            .filter(folder -> !files(folder).isEmpty())
            .map(folder -> folder.getFileName().toString())
            .toList();
    if (services.isEmpty()) {
      throw new JobFailedException(
          directory + " holds no file of a served log; serve with --log " + directory + " first");
    }
    return services;
  }

  /** Hands on all rows of a service, in the order of the files. */
  void forEachBatch(String service, Consumer<LogBatch> action) {
    List<Table> waiting = new ArrayList<>();
    int rows = 0;
    for (Path file : files(directory.resolve(service))) {
      Table next = read(file);
      boolean others = !waiting.isEmpty() && !waiting.get(0).fields().equals(next.fields());
      if (others || rows >= batchRows) {
        action.accept(new LogBatch(Table.concat(waiting), waiting.size()));
        waiting.clear();
        rows = 0;
      }
      waiting.add(next);
      rows += next.rows();
    }
    if (!waiting.isEmpty()) {
      action.accept(new LogBatch(Table.concat(waiting), waiting.size()));
    }
  }

  private static List<Path> files(Path folder) {
    return list(folder).stream()
        .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
        .filter(file -> !file.getFileName().toString().startsWith("."))
        .toList();
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (NoSuchFileException e) {
      throw new JobFailedException("there is no served log in " + folder, e);
    } catch (IOException e) {
      throw new UncheckedIOException("served log " + folder + " cannot be read", e);
    }
  }

  private static Table read(Path file) {
    try (TableFileReader reader = TableFileReader.open(file)) {
      List<Table> batches = new ArrayList<>();
      Optional<Table> batch = reader.next();
      while (batch.isPresent()) {
        batches.add(batch.get());
        batch = reader.next();
      }
      return batches.isEmpty() ? Table.allocate(reader.fields(), 0) : Table.concat(batches);
    } catch (InvalidArrowException e) {
      throw new JobFailedException(
          e.getMessage() + "; the served log never leaves such a file, so remove it", e);
    } catch (IOException e) {
      throw new UncheckedIOException("served log " + file + " cannot be read", e);
    }
  }
}
