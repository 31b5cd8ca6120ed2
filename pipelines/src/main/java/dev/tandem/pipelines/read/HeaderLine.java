package dev.tandem.pipelines.read;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.util.List;

/** The first line of a CSV file with a header. */
final class HeaderLine {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private HeaderLine() {}

  /** The column names that the line holds, between separators. */
  static List<String> names(String file, String line, char separator) {
    String text = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
    if (text.isBlank()) {
      throw new SourceUnreadableException(file + ": a header is declared, but the file has none");
    }
    try {
      return CsvReader.builder()
          .fieldSeparator(separator)
          .ofSingleCsvRecord(stripLineEnd(text, separator))
          .getFields();
    } catch (CsvParseException e) {
      throw new SourceUnreadableException(file + ": the header is no CSV: " + text, e);
    }
  }

  /** Blanks at the end are dropped, unless they separate columns. */
  private static String stripLineEnd(String line, char separator) {
    String row = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    return Character.isWhitespace(separator) ? row : row.stripTrailing();
  }
}
