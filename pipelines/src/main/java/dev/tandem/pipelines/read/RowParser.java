package dev.tandem.pipelines.read;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.table.Table;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns CSV records into checked rows of a table of {@link EventColumns} and the source's fields.
 *
 * <p>A refused row leaves rubbish in its place, to be overwritten by the next one. Not thread-safe.
 */
public final class RowParser {
  private final Source source;
  private final FileColumns fileColumns;
  private final FieldParser[] parserOf;
  private final int[] read;
  private final List<FieldParser> absent = new ArrayList<>();
  private final RowCompletion completion;
  private final CsvReader.CsvReaderBuilder strictCsv;
  private int columns;
  private String detail = "";

  /** A parser of the source's rows into {@code rows}, from a file with the given columns. */
  public RowParser(
      Source source, String file, FileColumns fileColumns, EventTimes.Limits limits, Table rows) {
    this.source = source;
    this.fileColumns = fileColumns;
    this.parserOf = new FieldParser[fileColumns.count()];
    for (SourceField field : source.fields()) {
      FieldParser parser = FieldParser.of(field, rows.column(field.name()));
      int position = fileColumns.position(field);
      if (position < 0) {
        absent.add(parser);
      } else {
        parserOf[position] = parser;
      }
    }
    this.read =
        IntStream.range(0, parserOf.length).filter(column -> parserOf[column] != null).toArray();
    this.completion = new RowCompletion(source, file, limits, rows);
    this.strictCsv = CsvReader.builder().skipEmptyLines(false).fieldSeparator(source.separator());
  }

  /**
   * Reads the splitter's current record into a row.
   *
   * @return why the row is refused, or null if it is good
   */
  public Rejection parse(RecordSplitter record, int row) {
    Rejection rejection = record.rejection();
    if (rejection != null) {
      detail = wholeRecordDetail(rejection);
      return rejection;
    }
    rejection = record.quoted() ? parseQuoted(record, row) : parsePlain(record, row);
    return rejection == null ? complete(row, record.line()) : rejection;
  }

  /** What was wrong with the last refused row, with the field and what it allows. */
  public String detail() {
    return detail;
  }

  /**
   * The earliest instant (UTC epoch milliseconds) for which a row was refused as from the future;
   * {@link Long#MAX_VALUE} if none was.
   */
  public long earliestFuture() {
    return completion.earliestFuture();
  }

  private Rejection complete(int row, long line) {
    for (FieldParser parser : absent) {
      Rejection rejection = field(parser, new byte[0], 0, 0, row);
      if (rejection != null) {
        return rejection;
      }
    }
    Rejection rejection = completion.complete(row, line);
    if (rejection != null) {
      detail = completion.detail();
    }
    return rejection;
  }

  // Hot path: CsvReaderBenchmark; called for every row without a quoted value.
  private Rejection parsePlain(RecordSplitter record, int row) {
    columns = record.columns();
    if (columns != parserOf.length) {
      return wrongColumnCount();
    }
    byte[] bytes = record.buffer();
    int[] ends = record.columnEnds();
    for (int column : read) {
      int from = column == 0 ? record.start() : ends[column - 1] + 1;
      Rejection rejection = field(parserOf[column], bytes, from, ends[column], row);
      if (rejection != null) {
        return rejection;
      }
    }
    return null;
  }

  private Rejection parseQuoted(RecordSplitter record, int row) {
    CsvRecord csv;
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(
                  ByteBuffer.wrap(record.buffer(), record.start(), record.end() - record.start()))
              .toString();
      csv = strictCsv.ofSingleCsvRecord(text);
    } catch (CharacterCodingException e) {
      detail = wholeRecordDetail(Rejection.NOT_UTF8);
      return Rejection.NOT_UTF8;
    } catch (CsvParseException e) {
      detail = wholeRecordDetail(Rejection.MALFORMED_QUOTES);
      return Rejection.MALFORMED_QUOTES;
    }
    columns = csv.getFieldCount();
    if (columns != parserOf.length) {
      return wrongColumnCount();
    }
    for (int column : read) {
      byte[] value = csv.getField(column).getBytes(StandardCharsets.UTF_8);
      Rejection rejection = field(parserOf[column], value, 0, value.length, row);
      if (rejection != null) {
        return rejection;
      }
    }
    return null;
  }

  private Rejection field(FieldParser parser, byte[] bytes, int from, int to, int row) {
    Rejection rejection = parser.parse(bytes, from, to, row);
    if (rejection != null) {
      detail = parser.required();
    }
    return rejection;
  }

  private Rejection wrongColumnCount() {
    detail = columns + " columns, " + fileColumns.count() + " are required";
    return Rejection.COLUMN_COUNT;
  }

  private String wholeRecordDetail(Rejection rejection) {
    return switch (rejection) {
      case TOO_LONG -> "a row may be " + RecordSplitter.MAX_RECORD_BYTES + " bytes long";
      case NOT_UTF8 -> "source " + source.name() + " is read as UTF-8";
      case MALFORMED_QUOTES -> "a quoted value must be closed, and end there";
      default -> "";
    };
  }
}
