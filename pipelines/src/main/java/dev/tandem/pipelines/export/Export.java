package dev.tandem.pipelines.export;

import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes the rows of a dataset, in their order and with all columns, as one or several files that
 * other programs read. A run that fails leaves nothing. Immutable.
 */
public final class Export {
  private static final int BUFFER_BYTES = 1 << 20;

  private final LocalDataset dataset;
  private final ExportFormat format;
  private final int files;
  private final IfExists ifExists;

  private Export(LocalDataset dataset, ExportFormat format, int files, IfExists ifExists) {
    this.dataset = dataset;
    this.format = format;
    this.files = files;
    this.ifExists = ifExists;
  }

  /** The export of a snapshot into one file, which may not be there yet. */
  public static Export of(LocalDataset dataset, ExportFormat format) {
    return new Export(dataset, format, 1, IfExists.REFUSE);
  }

  /**
   * The same into several files of about equally many rows, in a folder.
   *
   * @param count at least 1; one file is no folder
   */
  public Export withFiles(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("found " + count + " files, allowed: 1 or more");
    }
    return new Export(dataset, format, count, ifExists);
  }

  /** The same with another treatment of a target that is there already. */
  public Export withTarget(IfExists then) {
    return new Export(dataset, format, files, then);
  }

  /**
   * Runs.
   *
   * @return how many rows were written
   * @throws ExportRefusedException if something is there that may not be replaced
   * @throws dev.tandem.features.dataset.CorruptDatasetException if the dataset is damaged
   * @throws IOException if the target cannot be written
   */
  public long to(Path path, ExportProgress progress) throws IOException {
    ExportTarget target = ExportTarget.prepare(path, files, format, ifExists);
    try {
      long rows;
      try (SpreadRows out = new SpreadRows(target, progress)) {
        List<String> columns = dataset.manifest().fields().stream().map(Field::name).toList();
        dataset.forEachBatch(columns, out::write);
        rows = out.finish();
      }
      target.publish();
      return rows;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      target.discard();
    }
  }

  /** Writes rows into one file after the other, each of which gets its share of all rows. */
  private final class SpreadRows implements Closeable {
    private final ExportTarget target;
    private final ExportProgress progress;
    private final long all = dataset.manifest().rows();
    private TableWriter file;
    private int opened;
    private long rows;
    private long end;

    SpreadRows(ExportTarget target, ExportProgress progress) {
      this.target = target;
      this.progress = progress;
    }

    void write(Table batch) {
      try {
        for (int from = 0; from < batch.rows(); ) {
          while (rows == end) {
            next();
          }
          int count = (int) Math.min(batch.rows() - from, end - rows);
          file.write(rows(batch, from, count));
          from += count;
          rows += count;
        }
        progress.reached(rows, all);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Table rows(Table batch, int from, int count) {
      return count == batch.rows()
          ? batch
          : batch.select(IntStream.range(from, from + count).toArray());
    }

    private void next() throws IOException {
      finishFile();
      OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(target.file(opened)), BUFFER_BYTES);
      opened++;
      end = all * opened / files;
      file = format.open(out, dataset.manifest().fields());
    }

    private void finishFile() throws IOException {
      if (file != null) {
        file.finish();
        file.close();
        file = null;
      }
    }

    /** Completes all files and returns how many rows they have. */
    long finish() throws IOException {
      while (opened < files) {
        next();
      }
      finishFile();
      return rows;
    }

    @Override
    public void close() throws IOException {
      if (file != null) {
        file.close();
      }
    }
  }
}
