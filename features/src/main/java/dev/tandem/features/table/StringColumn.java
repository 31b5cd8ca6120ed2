package dev.tandem.features.table;

import dev.tandem.features.type.ValueType;
import java.util.Arrays;
import java.util.List;

/**
 * A dictionary-encoded column of {@link ValueType#STRING}.
 *
 * <p>Codes number the distinct values in order of their first {@link #set}; they mean nothing
 * outside this column, so nothing that leaves the process may depend on them.
 */
public final class StringColumn implements Column {
  private static final int NULL = -1;

  private int size;
  private int[] codes;
  private final StringDictionary dictionary = new StringDictionary();

  StringColumn(int size) {
    this.size = size;
    this.codes = new int[size];
    Arrays.fill(codes, NULL);
  }

  /** A column of the given values; a null element is a null row. */
  public static StringColumn of(String... values) {
    StringColumn column = new StringColumn(values.length);
    for (int row = 0; row < values.length; row++) {
      if (values[row] != null) {
        column.set(row, values[row]);
      }
    }
    return column;
  }

  @Override
  public ValueType type() {
    return ValueType.STRING;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean isNull(int row) {
    return codes[row] == NULL;
  }

  @Override
  public void setNull(int row) {
    codes[row] = NULL;
  }

  /** The value of a row, or null. */
  public String value(int row) {
    int code = codes[row];
    return code == NULL ? null : dictionary.value(code);
  }

  /** Sets the value of a row. */
  public void set(int row, String value) {
    codes[row] = code(value);
  }

  // Hot path: CsvReaderBenchmark.
  /**
   * Sets the value of a row to one that comes again and again.
   *
   * @param lastCode what this returned for the same string object the last time, or 0
   * @return the value's code
   */
  public int setAgain(int row, String value, int lastCode) {
    int code = dictionary.holds(lastCode, value) ? lastCode : dictionary.code(value);
    codes[row] = code;
    return code;
  }

  /**
   * Sets the value of a row by a code that {@link #code(String)} returned since the last {@link
   * #reset}.
   */
  public void setCode(int row, int code) {
    codes[row] = code;
  }

  /** The code of a value, entering it into the dictionary if it is new. */
  public int code(String value) {
    return dictionary.code(value);
  }

  /** The code of a row; -1 where it is null. */
  public int codeAt(int row) {
    return codes[row];
  }

  /**
   * The codes of the rows, -1 where null: the backing array, shared and not copied; it may be
   * longer than {@link #size()}.
   */
  public int[] codes() {
    return codes;
  }

  /** The distinct values, by code; may hold values that no row has any more. */
  public List<String> dictionary() {
    return dictionary.values();
  }

  @Override
  public void reset(int newSize) {
    if (newSize > codes.length) {
      codes = new int[newSize];
    }
    Arrays.fill(codes, 0, newSize, NULL);
    dictionary.clear();
    size = newSize;
  }

  @Override
  public void copy(int row, Column from, int fromRow) {
    String value = ((StringColumn) from).value(fromRow);
    if (value == null) {
      setNull(row);
    } else {
      set(row, value);
    }
  }

  @Override
  public void copyRange(int row, Column from, int fromRow, int count) {
    StringColumn other = (StringColumn) from;
    if (other.tooManyValues(count)) {
      for (int i = 0; i < count; i++) {
        copy(row + i, other, fromRow + i);
      }
      return;
    }
    int[] translated = unknown(other.dictionary.size());
    for (int i = 0; i < count; i++) {
      setTranslated(row + i, other.codes[fromRow + i], other, translated);
    }
  }

  // Hot path: ChunkBenchmark.
  @Override
  public Column select(int[] rows) {
    StringColumn selected = new StringColumn(rows.length);
    if (tooManyValues(rows.length)) {
      for (int i = 0; i < rows.length; i++) {
        selected.copy(i, this, rows[i]);
      }
      return selected;
    }
    int[] translated = unknown(dictionary.size());
    for (int i = 0; i < rows.length; i++) {
      selected.setTranslated(i, codes[rows[i]], this, translated);
    }
    return selected;
  }

  @Override
  public void scatter(int[] rows, Column from) {
    StringColumn other = (StringColumn) from;
    int[] translated = unknown(other.dictionary.size());
    for (int i = 0; i < rows.length; i++) {
      setTranslated(rows[i], other.codes[i], other, translated);
    }
  }

  /** True if translating every value costs more than looking up those of some rows. */
  private boolean tooManyValues(int rows) {
    return rows < dictionary.size() / 16;
  }

  private static int[] unknown(int values) {
    int[] translated = new int[values];
    Arrays.fill(translated, NULL);
    return translated;
  }

  private void setTranslated(int row, int code, StringColumn other, int[] translated) {
    if (code == NULL) {
      codes[row] = NULL;
      return;
    }
    int own = translated[code];
    if (own == NULL) {
      own = code(other.dictionary.value(code));
      translated[code] = own;
    }
    codes[row] = own;
  }
}
