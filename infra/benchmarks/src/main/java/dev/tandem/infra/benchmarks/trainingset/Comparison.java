package dev.tandem.infra.benchmarks.trainingset;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Compares every value of two training sets, Tandem's and one that DuckDB can read, in a process of
 * its own. Numbers are equal if their bits are.
 */
final class Comparison {
  /** What a line of standard output says if all is equal; followed by the number of rows. */
  private static final String EQUAL = "equal ";

  private static final String DIFFERENT = "different ";
  private static final int MOST_EXAMPLES = 5;

  private final List<String> columns;
  private final TrainingRows rows;
  private final List<String> differences = new ArrayList<>();
  private long count;

  private Comparison(List<String> columns, TrainingRows rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * What a comparison found.
   *
   * @param rows the number of rows of Tandem's training set
   */
  record Finding(boolean equal, long rows) {
    /** The finding of a line, or empty if the line is none. */
    static Optional<Finding> parse(String line) {
      if (line.startsWith(EQUAL)) {
        return Optional.of(new Finding(true, Long.parseLong(line.substring(EQUAL.length()))));
      }
      if (line.startsWith(DIFFERENT)) {
        return Optional.of(new Finding(false, Long.parseLong(line.substring(DIFFERENT.length()))));
      }
      return Optional.empty();
    }
  }

  /** The arguments of {@link #main}. */
  static List<String> arguments(Workload workload, Path tandem, String relation) {
    List<String> arguments = new ArrayList<>(workload.arguments());
    arguments.addAll(List.of(TandemEngine.trainingSet(tandem).toString(), relation));
    return arguments;
  }

  /** Compares, writes examples of differences to standard error and the finding as a line. */
  public static void main(String[] given) throws IOException, SQLException {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    List<String> arguments = Arrays.asList(given);
    Workload workload = Workload.parse(arguments.subList(0, 3));
    Finding finding = find(workload, Path.of(arguments.get(3)), arguments.get(4));
    System.out.println((finding.equal() ? EQUAL : DIFFERENT) + finding.rows());
  }

  /**
   * Compares and writes examples of differences to standard error.
   *
   * @param trainingSet the folder of Tandem's
   * @param relation the other one, as DuckDB names it in a query
   */
  static Finding find(Workload workload, Path trainingSet, String relation)
      throws IOException, SQLException {
    TrainingRows rows = TrainingRows.read(trainingSet, workload.columns());
    Comparison comparison = new Comparison(workload.columns(), rows);
    comparison.compare(relation);
    comparison.differences.forEach(System.err::println);
    return new Finding(comparison.count == 0, rows.size());
  }

  private void compare(String relation) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet others = statement.executeQuery(query(relation))) {
      int rank = 0;
      for (; others.next(); rank++) {
        if (rank < rows.size()) {
          compare(others, rank);
        }
      }
      if (rank != rows.size()) {
        differ(rows.size() + " rows of Tandem, " + rank + " of " + relation);
      }
    }
  }

  private void compare(ResultSet others, int rank) throws SQLException {
    for (int i = 0; i < columns.size(); i++) {
      Object own = rows.value(columns.get(i), rank);
      Object other = value(others, i + 1, own);
      if (own == null ? other != null : !own.equals(other)) {
        differ(
            "event "
                + rows.value("event_id", rank)
                + ": "
                + columns.get(i)
                + " is "
                + own
                + " in Tandem, "
                + other
                + " in the peer");
      }
    }
  }

  /** The value as the type of Tandem's. */
  private static Object value(ResultSet others, int column, Object like) throws SQLException {
    if (like instanceof Long) {
      long value = others.getLong(column);
      return others.wasNull() ? null : value;
    }
    if (like instanceof Double) {
      double value = others.getDouble(column);
      return others.wasNull() ? null : value;
    }
    return others.getObject(column);
  }

  private void differ(String what) {
    if (count++ < MOST_EXAMPLES) {
      differences.add(what);
    }
  }

  private String query(String relation) {
    List<String> selected = new ArrayList<>();
    for (String column : columns) {
      String quoted = "\"" + column + "\"";
      selected.add(
          column.equals(Workload.listColumn()) ? "array_to_string(" + quoted + ", ' ')" : quoted);
    }
    return "SELECT " + String.join(", ", selected) + " FROM " + relation + " ORDER BY event_id";
  }
}
