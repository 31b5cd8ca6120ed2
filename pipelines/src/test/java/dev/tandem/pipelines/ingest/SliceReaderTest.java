package dev.tandem.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.declaration.SourceField.Range;
import dev.tandem.features.declaration.SourceField.TimeUnit;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.pipelines.read.Encoding;
import dev.tandem.pipelines.read.EventTimes;
import dev.tandem.pipelines.read.FileColumns;
import dev.tandem.pipelines.read.FileSlice;
import dev.tandem.pipelines.read.RecordSplitter;
import dev.tandem.pipelines.shard.Chunk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceReaderTest {
  private static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");
  private static final String GOOD = "1,a,1.5,true,1000,2026-01-31T08:15:00+01:00";

  private static SourceField field(String name, ValueType type, Optional<TimeUnit> unit) {
    return new SourceField(name, type, false, unit, List.of(), Optional.empty());
  }

  private static final Source SOURCE =
      new Source(
          "events",
          Source.Format.CSV,
          "events.csv",
          false,
          List.of(
              new SourceField(
                  "id",
                  ValueType.INT64,
                  false,
                  Optional.empty(),
                  List.of(),
                  Optional.of(new Range(-5.5, 1e18))),
              new SourceField(
                  "kind", ValueType.STRING, true, Optional.empty(), List.of(), Optional.empty()),
              new SourceField(
                  "price",
                  ValueType.FLOAT64,
                  true,
                  Optional.empty(),
                  List.of(),
                  Optional.of(new Range(-1000, 1e308))),
              field("flag", ValueType.BOOL, Optional.empty()),
              field("at", ValueType.TIMESTAMP, Optional.of(TimeUnit.SECONDS)),
              field("seen", ValueType.TIMESTAMP, Optional.of(TimeUnit.ISO_8601))),
          "at",
          List.of("id", "at"),
          Optional.empty(),
          Optional.empty(),
          1.0);

  /** What came of some bytes: the good rows and the dead letters. */
  private record Outcome(Table rows, Table letters) {
    List<String> reasons() {
      List<String> reasons = new ArrayList<>();
      for (int row = 0; row < letters.rows(); row++) {
        reasons.add(letters.longs("line").value(row) + " " + letters.strings("reason").value(row));
      }
      return reasons;
    }
  }

  private static Outcome read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Outcome read(byte[] bytes) {
    return read(SOURCE, bytes);
  }

  private static Outcome read(Source source, byte[] bytes) {
    FileSlice slice =
        new FileSlice(
            "events.csv", 0, 0, bytes.length, 1, FileColumns.declared(source), Encoding.PLAIN);
    List<Chunk> chunks = new ArrayList<>();
    SliceReader reader =
        new SliceReader(
            source,
            slice,
            EventTimes.Limits.of(NOW, Duration.ofDays(1)),
            1,
            (shard, lane, rows) -> chunks.add(Chunk.of(lane, rows)));
    try {
      reader.read(new RecordSplitter(new ByteArrayInputStream(bytes), 1, source.separator()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new Outcome(
        all(chunks, ShardSink.EVENTS, Table.allocate(StagedColumns.of(source), 0)),
        all(chunks, ShardSink.DEAD_LETTERS, Table.allocate(DeadLetters.FIELDS, 0)));
  }

  private static Table all(List<Chunk> chunks, int lane, Table none) {
    List<Table> tables =
        chunks.stream().filter(chunk -> chunk.lane() == lane).map(Chunk::rows).toList();
    return tables.isEmpty() ? none : Table.concat(tables);
  }

  @Test
  void read_goodRow_hasTypedValuesAndAnIdentity() {
    Table rows = read(GOOD + "\n").rows();
    assertThat(rows.rows()).isEqualTo(1);
    assertThat(rows.longs("id").value(0)).isEqualTo(1);
    assertThat(rows.strings("kind").value(0)).isEqualTo("a");
    assertThat(rows.doubles("price").value(0)).isEqualTo(1.5);
    assertThat(rows.longs("flag").value(0)).isEqualTo(1);
    assertThat(rows.longs("at").value(0)).isEqualTo(1_000_000);
    assertThat(rows.longs("seen").value(0))
        .isEqualTo(Instant.parse("2026-01-31T07:15:00Z").toEpochMilli());
    assertThat(rows.longs(EventColumns.TIME).value(0)).isEqualTo(1_000_000);
    // Stored data depends on the identity: this value may never change.
    assertThat(Long.toHexString(rows.longs(EventColumns.ID_HI).value(0)))
        .isEqualTo("811f523bb831dd79");
    assertThat(Long.toHexString(rows.longs(EventColumns.ID_LO).value(0)))
        .isEqualTo("515748b0a4433a98");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1,a,1.5,true,1000                                | column_count
          1,a,1.5,true,1000,2026-01-31T08:15:00Z,extra     | column_count
          just some words                                  | column_count
          ,a,1.5,true,1000,2026-01-31T08:15:00Z            | missing_value
          1,a,1.5,,1000,2026-01-31T08:15:00Z               | missing_value
          1,a,1.5,true,,2026-01-31T08:15:00Z               | missing_value
          1.0,a,1.5,true,1000,2026-01-31T08:15:00Z         | wrong_type
          +1,a,1.5,true,1000,2026-01-31T08:15:00Z          | wrong_type
          -,a,1.5,true,1000,2026-01-31T08:15:00Z           | wrong_type
          9223372036854775808,a,1,true,1,2026-01-31T08:15:00Z | wrong_type
          99999999999999999999,a,1,true,1,2026-01-31T08:15:00Z | wrong_type
          -6,a,1.5,true,1000,2026-01-31T08:15:00Z          | out_of_range
          1000000000000000001,a,1,true,1,2026-01-31T08:15:00Z | out_of_range
          1,a,1.5d,true,1000,2026-01-31T08:15:00Z          | wrong_type
          1,a,0x1p3,true,1000,2026-01-31T08:15:00Z         | wrong_type
          1,a,1e,true,1000,2026-01-31T08:15:00Z            | wrong_type
          1,a,NaN,true,1000,2026-01-31T08:15:00Z           | not_finite
          1,a,-Infinity,true,1000,2026-01-31T08:15:00Z     | not_finite
          1,a,1e309,true,1000,2026-01-31T08:15:00Z         | not_finite
          1,a,-1000.5,true,1000,2026-01-31T08:15:00Z       | out_of_range
          1,a,1.5,TRUE,1000,2026-01-31T08:15:00Z           | wrong_type
          1,a,1.5,2,1000,2026-01-31T08:15:00Z              | wrong_type
          1,a,1.5,true,9223372036854775807,2026-01-31T08:15:00Z | wrong_type
          1,a,1.5,true,-1,2026-01-31T08:15:00Z             | before_1970
          1,a,1.5,true,1769932801,2026-01-31T08:15:00Z     | in_future
          1,a,1.5,true,1000,2026-01-31T08:15:00            | wrong_type
          1,a,1.5,true,1000,2026-02-30T08:15:00Z           | wrong_type
          1,"a"b,1.5,true,1000,2026-01-31T08:15:00Z        | malformed_quotes
          """)
  void read_badRow_isADeadLetterAndTheNextRowIsGood(String row, String reason) {
    Outcome outcome = read(row + "\n" + GOOD + "\n");
    assertThat(outcome.reasons()).containsExactly("1 " + reason);
    assertThat(outcome.letters().strings("raw").value(0)).isEqualTo(row);
    assertThat(outcome.rows().rows()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -5,a,,0,0,1970-01-01T00:00:00Z
          1000000000000000000,a,1e308,1,1769932800,2026-01-31T08:15:00Z
          007,a,-1000,false,1000,2026-01-31T08:15:00.1234567Z
          """)
  void read_valueAtTheEdge_isGood(String row) {
    Outcome outcome = read(row);
    assertThat(outcome.reasons()).isEmpty();
    assertThat(outcome.rows().rows()).isEqualTo(1);
  }

  private static Outcome readVectors(String... cells) {
    Source source =
        new Source(
            "vectors",
            Source.Format.CSV,
            "vectors.csv",
            false,
            List.of(
                field("at", ValueType.TIMESTAMP, Optional.of(TimeUnit.SECONDS)),
                SourceField.vector("image", 3)),
            "at",
            List.of("at"),
            Optional.empty(),
            Optional.empty(),
            1.0);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      text.append(i).append(',').append(cells[i]).append('\n');
    }
    return read(source, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void read_vector_isReadHoweverItsNumbersAreSeparated() {
    Outcome outcome =
        readVectors(
            "[0.1 -2e3 5]",
            "\"[0.1,-2e3,5]\"",
            "\"[0.1, -2e3 , 5]\"",
            "[  0.1   -2e3 5.0 ]",
            "\"[0.1 -2e3\n 5]\"");
    assertThat(outcome.reasons()).isEmpty();
    ListColumn image = (ListColumn) outcome.rows().column("image");
    double[] elements = ((DoubleColumn) image.elements()).values();
    assertThat(outcome.rows().rows()).isEqualTo(5);
    for (int row = 0; row < 5; row++) {
      assertThat(
              Arrays.copyOfRange(elements, image.start(row), image.start(row) + image.length(row)))
          .containsExactly(0.1, -2000, 5);
    }
  }

  @Test
  void read_vectorThatIsNone_isADeadLetter() {
    Outcome outcome =
        readVectors(
            "[1 2]",
            "[1 2 3 4]",
            "[]",
            "[1 NaN 3]",
            "[1 2 -inf]",
            "1 2 3",
            "[1 2 3",
            "\"[1,,2,3]\"",
            "\"[1,2,3,]\"",
            "[1 two 3]",
            "",
            "[-0.0 0 0]");
    assertThat(outcome.reasons())
        .containsExactly(
            "1 wrong_dimension",
            "2 wrong_dimension",
            "3 wrong_dimension",
            "4 not_finite",
            "5 not_finite",
            "6 wrong_type",
            "7 wrong_type",
            "8 wrong_type",
            "9 wrong_type",
            "10 wrong_type",
            "11 missing_value");
    assertThat(outcome.letters().strings("detail").value(0))
        .isEqualTo("image: a vector of 3 finite numbers, such as [0.5 -1], is required");
    ListColumn image = (ListColumn) outcome.rows().column("image");
    assertThat(((DoubleColumn) image.elements()).value(image.start(0))).isEqualTo(0.0);
  }

  @Test
  void read_minusZero_isZero() {
    Table rows = read("1,a,-0.0,true,1000,2026-01-31T08:15:00Z\n").rows();
    assertThat(Double.doubleToRawLongBits(rows.doubles("price").value(0))).isZero();
  }

  @Test
  void read_emptyOptionalValue_isNullAfterARefusedRowThatHadOne() {
    Table rows = read("1,x,2.5,bad,1,1970-01-01T00:00:00Z\n2,,,1,1,1970-01-01T00:00:00Z").rows();
    assertThat(rows.rows()).isEqualTo(1);
    assertThat(rows.strings("kind").isNull(0)).isTrue();
    assertThat(rows.doubles("price").isNull(0)).isTrue();
  }

  @Test
  void read_quotedValues_keepCommasQuotesAndLineEnds() {
    Outcome outcome = read("\"1\",\"a, \"\"b\"\"\nc\",1.5,true,1000,2026-01-31T08:15:00Z\r\nbad\n");
    assertThat(outcome.rows().strings("kind").value(0)).isEqualTo("a, \"b\"\nc");
    assertThat(outcome.reasons()).containsExactly("3 column_count");
  }

  @Test
  void read_quoteInsideAPlainValue_isPartOfIt() {
    Table rows = read("1,5\" disc,1.5,true,1000,2026-01-31T08:15:00Z\n").rows();
    assertThat(rows.strings("kind").value(0)).isEqualTo("5\" disc");
  }

  @Test
  void read_quoteNeverClosed_costsItsOwnLineOnly() {
    Outcome outcome = read(GOOD + "\n1,\"a,1.5,true,1000,x\n" + GOOD + "\n" + GOOD);
    assertThat(outcome.reasons()).containsExactly("2 malformed_quotes");
    assertThat(outcome.rows().rows()).isEqualTo(3);
  }

  @Test
  void read_twoStrayQuotes_costTheirOwnLinesOnly() {
    Outcome outcome = read("1,\"a,x\n" + GOOD + "\n2,\"b,y\n" + GOOD + "\n");
    assertThat(outcome.reasons()).containsExactly("1 malformed_quotes", "3 malformed_quotes");
    assertThat(outcome.rows().rows()).isEqualTo(2);
  }

  @Test
  void read_truncatedLastLine_isADeadLetter() {
    assertThat(read(GOOD + "\n" + GOOD.substring(0, 10)).reasons())
        .containsExactly("2 column_count");
    assertThat(read(GOOD + "\n1,\"a").reasons()).containsExactly("2 malformed_quotes");
  }

  @Test
  void read_invalidUtf8_isADeadLetter() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String before : List.of("1,", "1,\"")) {
      bytes.write(before.getBytes(StandardCharsets.UTF_8));
      bytes.write(0xC3);
      bytes.write(before.length() == 3 ? '"' : '(');
      bytes.write(",1.5,true,1000,2026-01-31T08:15:00Z\n".getBytes(StandardCharsets.UTF_8));
    }
    bytes.write("1,ğıİ€😀,1.5,true,1000,2026-01-31T08:15:00Z\n".getBytes(StandardCharsets.UTF_8));
    Outcome outcome = read(bytes.toByteArray());
    assertThat(outcome.reasons()).containsExactly("1 not_utf8", "2 not_utf8");
    assertThat(outcome.rows().strings("kind").value(0)).isEqualTo("ğıİ€😀");
  }

  @Test
  void read_overlongRow_isADeadLetterOfWhichTheBeginningIsKept() {
    String huge = "1," + "x".repeat(2 * RecordSplitter.MAX_RECORD_BYTES) + ",1,1,1,z";
    Outcome outcome = read(GOOD + "\n" + huge + "\n" + GOOD + "\n" + huge);
    assertThat(outcome.reasons()).containsExactly("2 too_long", "4 too_long");
    assertThat(outcome.letters().strings("raw").value(0)).hasSize(DeadLetters.MAX_RAW_BYTES);
    assertThat(outcome.rows().rows()).isEqualTo(2);
  }

  @Test
  void read_manyRows_crossBuffersAndBlocksUnharmed() {
    StringBuilder text = new StringBuilder();
    int rows = 150_000;
    for (int i = 0; i < rows; i++) {
      text.append(i).append(",k").append(i % 7).append(",1.5,true,1000,1970-01-01T00:00:00Z\r\n");
      if (i % 1000 == 0) {
        text.append("\r\n");
      }
    }
    Outcome outcome = read(text.toString());
    assertThat(outcome.reasons()).isEmpty();
    assertThat(outcome.rows().rows()).isEqualTo(rows);
    for (int i = 0; i < rows; i++) {
      assertThat(outcome.rows().longs("id").value(i)).isEqualTo(i);
    }
  }
}
