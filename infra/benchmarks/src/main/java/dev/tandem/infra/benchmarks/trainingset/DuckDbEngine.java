package dev.tandem.infra.benchmarks.trainingset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * DuckDB, in memory, with a folder for what does not fit.
 *
 * @param memoryBytes what DuckDB may use
 */
record DuckDbEngine(Workload workload, int threads, long memoryBytes) implements Engine {
  private static final String PARQUET = "rows.parquet";

  @Override
  public void run(Path log, Path output) throws IOException {
    Files.createDirectories(output);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = " + threads);
      statement.execute("SET memory_limit = '" + memoryBytes + "B'");
      statement.execute("SET preserve_insertion_order = false");
      statement.execute("SET temp_directory = '" + output.resolve("spill") + "'");
      for (String sql : new DuckDbQuery(workload).statements(log, parquet(output))) {
        long started = System.nanoTime();
        statement.execute(sql);
        System.err.printf("  %6.2f s  %s%n", (System.nanoTime() - started) / 1e9, beginning(sql));
      }
    } catch (SQLException e) {
      throw new IOException("DuckDB: " + e.getMessage(), e);
    }
  }

  private static String beginning(String sql) {
    String line = sql.replaceAll("\\s+", " ");
    return line.substring(0, Math.min(line.length(), 60));
  }

  /** The file of the training set in an output. */
  static Path parquet(Path output) {
    return output.resolve(PARQUET);
  }
}
