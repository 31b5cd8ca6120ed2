package dev.tandem.pipelines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** DuckDB as a writer and reader of files that is not ours. */
public final class DuckDb {
  private DuckDb() {}

  /** Executes statements in a fresh database. */
  public static void execute(String... statements) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** The rows of a query, each value as DuckDB writes it. */
  public static List<List<String>> query(String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(result.getObject(i)));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** Writes a log as Parquet, with options of DuckDB's COPY. */
  static Path writeParquet(Path file, List<EventLog.Row> rows, String options) throws IOException {
    Files.createDirectories(file.getParent());
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE log (id BIGINT, title VARCHAR, kind VARCHAR, price DOUBLE, seen BOOLEAN,"
              + " image DOUBLE[], happened TIMESTAMP, received TIMESTAMP_MS)");
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO log VALUES (?, ?, ?, ?::VARCHAR::DOUBLE, ?, ?::VARCHAR::DOUBLE[],"
                  + " make_timestamp(? * 1000), make_timestamp(? * 1000)::TIMESTAMP_MS)")) {
        connection.setAutoCommit(false);
        for (EventLog.Row row : rows) {
          insert.setObject(1, row.id());
          insert.setObject(2, row.title());
          insert.setObject(3, row.kind());
          insert.setObject(4, row.price() == null ? null : row.price().toString());
          insert.setObject(5, row.seen());
          insert.setObject(6, row.image() == null ? null : row.image().toString());
          insert.setObject(7, row.happened());
          insert.setObject(8, row.received());
          insert.execute();
        }
        connection.commit();
      }
      statement.execute("COPY log TO '" + file + "' (FORMAT parquet" + options + ")");
      return file;
    } catch (SQLException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }
}
