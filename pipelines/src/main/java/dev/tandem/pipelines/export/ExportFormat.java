package dev.tandem.pipelines.export;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.pipelines.parquet.ParquetTableWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** The formats in which datasets are exported. */
public enum ExportFormat {
  /** Apache Parquet, compressed by Zstandard. */
  PARQUET(".parquet") {
    @Override
    TableWriter open(OutputStream out, List<Field> fields) throws IOException {
      ParquetTableWriter file = ParquetTableWriter.open(out, fields);
      return new TableWriter() {
        @Override
        public void write(Table table) throws IOException {
          file.write(table);
        }

        @Override
        public void finish() throws IOException {
          file.finish();
        }

        @Override
        public void close() throws IOException {
          file.close();
        }
      };
    }
  },
  /** RFC 4180 comma-separated values in UTF-8 with a header. */
  CSV(".csv") {
    @Override
    TableWriter open(OutputStream out, List<Field> fields) {
      return new CsvTableWriter(out, fields);
    }
  },
  /** The same, compressed by gzip. */
  CSV_GZIP(".csv.gz") {
    @Override
    TableWriter open(OutputStream out, List<Field> fields) throws IOException {
      return new CsvTableWriter(new GZIPOutputStream(out, BUFFER_BYTES), fields);
    }
  };

  private static final int BUFFER_BYTES = 1 << 16;

  private final String extension;

  ExportFormat(String extension) {
    this.extension = extension;
  }

  /** How the names of files of the format end, for example {@code .parquet}. */
  public String extension() {
    return extension;
  }

  /** A writer of a file into a stream, which it takes over and closes. */
  abstract TableWriter open(OutputStream out, List<Field> fields) throws IOException;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
