package dev.tandem.pipelines;

import dev.tandem.features.arrow.ArrowTables;
import dev.tandem.features.arrow.Compression;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.yaml.ProjectReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** A log with rows of every kind, good and bad, and the ways in which it can be written. */
final class EventLog {
  static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final List<String> COLUMNS =
      List.of("id", "title", "kind", "price", "seen", "image", "happened", "received");

  private static final String YAML =
      """
      project: shop
      sources:
        events:
          format: %s
          path: anywhere
      %s
          fields:
            id: int64
            title: {type: string, optional: true, column: title}
            kind: {type: string, allowed: [view, buy]}
            cost: {type: float64, optional: true, min: 0, max: 500, column: price}
            seen: {type: bool, optional: true}
            image: {type: float64_list, dimension: 2, optional: true}
            happened: {type: timestamp, unit: milliseconds}
            received: {type: timestamp, unit: milliseconds, optional: true}
            missing: {type: string, optional: true}
          event_time: happened
          event_id: [id, kind, happened]
          arrival_time: received
          lateness: 1h
          max_dead_letter_share: 1
      """;

  /** One row; a value that is missing is null. */
  record Row(
      Long id,
      String title,
      String kind,
      Double price,
      Boolean seen,
      List<Double> image,
      Long happened,
      Long received) {}

  private EventLog() {}

  /** The log's source in a format, with more lines of its declaration. */
  static Project declared(Path folder, String format, String more) {
    try {
      Path file = folder.resolve(format + ".yaml");
      return ProjectReader.read(Files.writeString(file, YAML.formatted(format, more)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Row> rows(int count, long seed) {
    Random random = new Random(seed);
    String[] titles = {"a", "b, c", "say \"d\"", "ğ€😀", "line\nend", "", "1;2|3"};
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i > 0 && random.nextInt(20) == 0) {
        rows.add(rows.get(random.nextInt(i)));
        continue;
      }
      long happened = START + 60_000L * random.nextInt(30 * 24 * 60);
      rows.add(
          new Row(
              random.nextInt(50) == 0 ? null : random.nextLong(100),
              random.nextInt(5) == 0 ? null : titles[random.nextInt(titles.length)],
              random.nextInt(40) == 0 ? "other" : random.nextBoolean() ? "view" : "buy",
              price(random),
              random.nextInt(5) == 0 ? null : random.nextBoolean(),
              image(random),
              random.nextInt(60) == 0 ? NOW.toEpochMilli() * 2 : happened,
              random.nextInt(4) == 0 ? null : happened + random.nextInt(4_000_000)));
    }
    return rows;
  }

  private static Double price(Random random) {
    return switch (random.nextInt(20)) {
      case 0, 1, 2 -> null;
      case 3 -> Double.NaN;
      case 4 -> Double.POSITIVE_INFINITY;
      case 5 -> 500.5;
      case 6 -> -0.0;
      case 7 -> 4.9E-324;
      default -> random.nextDouble() * 500;
    };
  }

  private static List<Double> image(Random random) {
    return switch (random.nextInt(20)) {
      case 0, 1, 2 -> null;
      case 3 -> List.of();
      case 4 -> List.of(1.0);
      case 5 -> List.of(1.0, 2.0, 3.0);
      case 6 -> List.of(Double.NaN, 1.0);
      case 7 -> List.of(-0.0, 1.0);
      default -> List.of(random.nextGaussian(), random.nextGaussian());
    };
  }

  /** The rows as CSV with a header. */
  static String csv(List<Row> rows, String delimiter) {
    StringBuilder text = new StringBuilder(String.join(delimiter, COLUMNS)).append('\n');
    for (Row row : rows) {
      text.append(
          List.of(
                  text(row.id()),
                  text(row.title()),
                  text(row.kind()),
                  text(row.price()),
                  text(row.seen()),
                  text(row.image()),
                  text(row.happened()),
                  text(row.received()))
              .stream()
              .collect(Collectors.joining(delimiter)));
      text.append('\n');
    }
    return text.toString();
  }

  private static String text(Object value) {
    String text = value == null ? "" : value.toString();
    return text.matches("(?s).*[,;|\"\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  static Path writeText(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  /** Writes text as gzip of two members. */
  static Path writeGzip(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int half = bytes.length / 2;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int[] range : new int[][] {{0, half}, {half, bytes.length}}) {
        GZIPOutputStream member = new GZIPOutputStream(out);
        member.write(bytes, range[0], range[1] - range[0]);
        member.finish();
      }
    }
    return file;
  }

  /** The rows as typed columns. */
  static Table table(List<Row> rows) {
    Table table =
        Table.allocate(
            List.of(
                new Field("id", ValueType.INT64),
                new Field("title", ValueType.STRING),
                new Field("kind", ValueType.STRING),
                new Field("price", ValueType.FLOAT64),
                new Field("seen", ValueType.BOOL),
                new Field("image", ValueType.FLOAT64_LIST),
                new Field("happened", ValueType.TIMESTAMP),
                new Field("received", ValueType.TIMESTAMP)),
            rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      set(table, "id", i, row.id());
      set(table, "title", i, row.title());
      set(table, "kind", i, row.kind());
      set(table, "price", i, row.price());
      set(table, "seen", i, row.seen());
      set(table, "image", i, row.image());
      set(table, "happened", i, row.happened());
      set(table, "received", i, row.received());
    }
    return table;
  }

  private static void set(Table table, String column, int row, Object value) {
    if (value instanceof Long number) {
      table.longs(column).set(row, number);
    } else if (value instanceof Boolean truth) {
      table.longs(column).set(row, truth ? 1 : 0);
    } else if (value instanceof Double number) {
      table.doubles(column).set(row, number);
    } else if (value instanceof String text) {
      table.strings(column).set(row, text);
    } else if (value instanceof List<?> list) {
      Column lists = table.column(column);
      int start = ((ListColumn) lists).set(row, list.size());
      DoubleColumn elements = (DoubleColumn) ((ListColumn) lists).elements();
      for (int i = 0; i < list.size(); i++) {
        elements.set(start + i, (Double) list.get(i));
      }
    }
  }

  static Path writeArrow(Path file, List<Row> rows) throws IOException {
    Files.createDirectories(file.getParent());
    Table table = table(rows);
    List<Table> batches = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += 100) {
      int[] selected = new int[Math.min(100, rows.size() - from)];
      for (int i = 0; i < selected.length; i++) {
        selected[i] = from + i;
      }
      batches.add(table.select(selected));
    }
    ArrowTables.writeFile(
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        table.fields(),
        batches,
        Compression.ZSTD);
    return file;
  }

  static Path writeArrowStream(Path file, List<Row> rows) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, ArrowTables.toBytes(table(rows)));
  }
}
