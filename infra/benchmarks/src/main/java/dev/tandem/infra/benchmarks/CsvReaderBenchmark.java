package dev.tandem.infra.benchmarks;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.tandem.features.arrow.ArrowTables;
import dev.tandem.features.arrow.StoredArrow;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.declaration.SourceField.TimeUnit;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.stored.StoredFile;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.pipelines.parquet.ParquetFile;
import dev.tandem.pipelines.parquet.ParquetTableWriter;
import dev.tandem.pipelines.read.EventTimes;
import dev.tandem.pipelines.read.FileColumns;
import dev.tandem.pipelines.read.FileSurvey;
import dev.tandem.pipelines.read.RecordSplitter;
import dev.tandem.pipelines.read.RowParser;
import dev.tandem.pipelines.read.StoredRows;
import dev.tandem.pipelines.read.SurveyedFile;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many rows a second are read from a CSV file in memory into checked columns with an identity
 * for each row? The baselines are FastCSV and {@link String#split}, which only convert the values
 * and check nothing. The same rows are also read from Parquet and Arrow.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CsvReaderBenchmark {
  private static final int ROWS = 200_000;
  private static final int BLOCK_ROWS = 1 << 16;
  private static final long SLICE_BYTES = 1L << 20;
  private static final long NEWEST_MILLIS = 2_000_000_000_000L;
  private static final String[] BEHAVIOURS = {"pv", "cart", "fav", "buy"};

  private static final Source SOURCE =
      new Source(
          "behaviours",
          Source.Format.CSV,
          "in memory",
          false,
          List.of(
              field("user_id", ValueType.INT64),
              field("item_id", ValueType.INT64),
              field("category", ValueType.STRING),
              new SourceField(
                  "behaviour",
                  ValueType.STRING,
                  false,
                  Optional.empty(),
                  List.of(BEHAVIOURS),
                  Optional.empty()),
              field("price", ValueType.FLOAT64),
              new SourceField(
                  "time",
                  ValueType.TIMESTAMP,
                  false,
                  Optional.of(TimeUnit.MILLISECONDS),
                  List.of(),
                  Optional.empty())),
          "time",
          List.of("user_id", "item_id", "time"),
          Optional.empty(),
          Optional.empty(),
          1);

  private Table block;
  private byte[] csv;
  private Path csvFile;
  private byte[] parquet;
  private byte[] arrow;

  private static SourceField field(String name, ValueType type) {
    return new SourceField(name, type, false, Optional.empty(), List.of(), Optional.empty());
  }

  /** Makes the rows, with the same values in every run. */
  @Setup
  public void setUp() throws IOException {
    block =
        Table.allocate(
            Stream.concat(
                    EventColumns.FIELDS.stream(), SOURCE.fields().stream().map(SourceField::field))
                .toList(),
            BLOCK_ROWS);
    Table rows = Table.allocate(SOURCE.fields().stream().map(SourceField::field).toList(), ROWS);
    StringBuilder text = new StringBuilder();
    Random random = new Random(7);
    for (int row = 0; row < ROWS; row++) {
      rows.longs("user_id").set(row, random.nextInt(1_000_000));
      rows.longs("item_id").set(row, random.nextInt(5_000_000));
      rows.strings("category").set(row, "c" + random.nextInt(2_000));
      rows.strings("behaviour").set(row, BEHAVIOURS[random.nextInt(4)]);
      rows.doubles("price").set(row, random.nextInt(10_000) / 100.0);
      rows.longs("time").set(row, 1_700_000_000_000L + random.nextInt(1_000_000_000));
      text.append(rows.longs("user_id").value(row)).append(',');
      text.append(rows.longs("item_id").value(row)).append(',');
      text.append(rows.strings("category").value(row)).append(',');
      text.append(rows.strings("behaviour").value(row)).append(',');
      text.append(rows.doubles("price").value(row)).append(',');
      text.append(rows.longs("time").value(row)).append('\n');
    }
    csv = text.toString().getBytes(StandardCharsets.US_ASCII);
    csvFile = Files.write(Files.createTempFile("rows", ".csv"), csv);
    arrow = ArrowTables.toBytes(rows);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ParquetTableWriter writer = ParquetTableWriter.open(bytes, rows.fields())) {
      writer.write(rows);
      writer.finish();
    }
    parquet = bytes.toByteArray();
  }

  /** Removes the file. */
  @TearDown
  public void tearDown() throws IOException {
    Files.delete(csvFile);
  }

  private Table reset() {
    for (Field field : block.fields()) {
      block.column(field.name()).reset(BLOCK_ROWS);
    }
    return block;
  }

  /** Tandem: rows cut, parsed, checked and identified. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public Table tandem() throws IOException {
    RowParser parser =
        new RowParser(
            SOURCE,
            "in memory",
            FileColumns.declared(SOURCE),
            new EventTimes.Limits(NEWEST_MILLIS),
            reset());
    RecordSplitter records = new RecordSplitter(new ByteArrayInputStream(csv), 1, ',');
    int row = 0;
    while (records.next()) {
      if (parser.parse(records, row) != null) {
        throw new IllegalStateException(parser.detail());
      }
      if (++row == BLOCK_ROWS) {
        reset();
        row = 0;
      }
    }
    return block;
  }

  /** The look at a file before it is read: its checksum, its lines and where it may be cut. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public SurveyedFile survey() {
    return new FileSurvey(SOURCE, SLICE_BYTES).survey(csvFile.toString(), 0);
  }

  /** The same rows from Parquet. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public Table tandemParquet() throws IOException {
    try (StoredFile file = ParquetFile.open("memory", new SeekableInMemoryByteChannel(parquet))) {
      return stored(file);
    }
  }

  /** The same rows from Arrow. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public Table tandemArrow() throws IOException {
    try (StoredFile file = StoredArrow.open("memory", new SeekableInMemoryByteChannel(arrow))) {
      return stored(file);
    }
  }

  private Table stored(StoredFile file) throws IOException {
    StoredRows rows =
        new StoredRows(
            SOURCE, "in memory", file.columns(), new EventTimes.Limits(NEWEST_MILLIS), reset());
    for (int part = 0; part < file.parts().size(); part++) {
      file.read(part, file.columns(), batch -> read(rows, batch));
    }
    return block;
  }

  private void read(StoredRows rows, Table batch) {
    for (int from = 0; from < batch.rows(); from += BLOCK_ROWS) {
      reset();
      if (rows.read(batch, from, Math.min(BLOCK_ROWS, batch.rows() - from), 0, 1) > 0) {
        throw new IllegalStateException(rows.detail(0));
      }
    }
  }

  /** A baseline: FastCSV, its values converted and not checked. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public Table fastCsv() throws IOException {
    Target target = new Target(reset());
    try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(text())) {
      for (CsvRecord record : records) {
        target.add(
            record.getField(0),
            record.getField(1),
            record.getField(2),
            record.getField(3),
            record.getField(4),
            record.getField(5));
      }
    }
    return block;
  }

  /** A baseline: lines split at commas, their values converted and not checked. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public Table split() throws IOException {
    Target target = new Target(reset());
    try (BufferedReader lines = new BufferedReader(text())) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] values = line.split(",", -1);
        target.add(values[0], values[1], values[2], values[3], values[4], values[5]);
      }
    }
    return block;
  }

  private Reader text() {
    InputStream bytes = new ByteArrayInputStream(csv);
    return new InputStreamReader(bytes, StandardCharsets.UTF_8);
  }

  /** The block's columns, filled from the start when they are full. */
  private final class Target {
    private final LongColumn users;
    private final LongColumn items;
    private final StringColumn categories;
    private final StringColumn behaviours;
    private final DoubleColumn prices;
    private final LongColumn times;
    private int row;

    Target(Table rows) {
      users = rows.longs("user_id");
      items = rows.longs("item_id");
      categories = rows.strings("category");
      behaviours = rows.strings("behaviour");
      prices = rows.doubles("price");
      times = rows.longs("time");
    }

    void add(
        String user, String item, String category, String behaviour, String price, String time) {
      users.set(row, Long.parseLong(user));
      items.set(row, Long.parseLong(item));
      categories.set(row, category);
      behaviours.set(row, behaviour);
      prices.set(row, Double.parseDouble(price));
      times.set(row, Long.parseLong(time));
      if (++row == BLOCK_ROWS) {
        reset();
        row = 0;
      }
    }
  }
}
