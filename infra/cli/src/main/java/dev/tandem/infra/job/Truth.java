package dev.tandem.infra.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The true probabilities behind a simulated log, by the id of the event that a training row is:
 * {@code p_LABEL} for a label that happens or not, {@code expected_LABEL} for one with a value.
 */
final class Truth {
  private final String idField;
  private final long[] ids;
  private final Map<String, float[]> columns;

  private Truth(String idField, long[] ids, Map<String, float[]> columns) {
    this.idField = idField;
    this.ids = ids;
    this.columns = columns;
  }

  /**
   * Reads a truth file: a header, then rows in increasing order of the first column.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws JobFailedException if it is no such file
   */
  static Truth read(Path file) {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      List<String> names = List.of(reader.readLine().split(",", -1));
      long[] ids = new long[1 << 16];
      float[][] values = new float[names.size() - 1][1 << 16];
      int rows = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (rows == ids.length) {
          ids = Arrays.copyOf(ids, 2 * rows);
          for (int c = 0; c < values.length; c++) {
            values[c] = Arrays.copyOf(values[c], 2 * rows);
          }
        }
        List<String> cells = List.of(line.split(",", -1));
        ids[rows] = Long.parseLong(cells.get(0));
        for (int c = 0; c < values.length; c++) {
          values[c][rows] = Float.parseFloat(cells.get(c + 1));
        }
        rows++;
      }
      Map<String, float[]> columns = new LinkedHashMap<>();
      for (int c = 0; c < values.length; c++) {
        columns.put(names.get(c + 1), values[c]);
      }
      return new Truth(names.get(0), Arrays.copyOf(ids, rows), columns);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NumberFormatException | IndexOutOfBoundsException | NullPointerException e) {
      throw new JobFailedException(
          file + " is no truth file of a simulation: " + e.getMessage(), e);
    }
  }

  /** The source field that the ids are values of. */
  String idField() {
    return idField;
  }

  /** The truth about a label for each id; NaN for an unknown id. Empty if it says nothing. */
  Optional<float[]> about(String label, long[] wanted) {
    float[] column = columns.getOrDefault("p_" + label, columns.get("expected_" + label));
    if (column == null) {
      return Optional.empty();
    }
    float[] found = new float[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      int at = Arrays.binarySearch(ids, wanted[i]);
      found[i] = at < 0 ? Float.NaN : column[at];
    }
    return Optional.of(found);
  }
}
