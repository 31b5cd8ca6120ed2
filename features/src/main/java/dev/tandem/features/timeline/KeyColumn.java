package dev.tandem.features.timeline;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One column of keys as longs that are comparable between tables: the values or their codes. */
final class KeyColumn {
  private final Map<String, Integer> codes = new HashMap<>();

  /** Takes the codes of a first column; those of others are translated to them. */
  KeyColumn(Column base) {
    if (base instanceof StringColumn strings) {
      List<String> dictionary = strings.dictionary();
      for (int code = 0; code < dictionary.size(); code++) {
        codes.put(dictionary.get(code), code);
      }
    }
  }

  /**
   * The longs of a column, whose array may be shared and longer than the column; marks rows that
   * are null, or hold a string that the first column does not have, as unknown.
   */
  long[] longs(Column column, boolean[] known) {
    column.retainPresent(known);
    if (column instanceof LongColumn longs) {
      return longs.values();
    }
    return codes((StringColumn) column, known);
  }

  private long[] codes(StringColumn strings, boolean[] known) {
    List<String> dictionary = strings.dictionary();
    int[] translated = new int[dictionary.size()];
    Arrays.setAll(translated, code -> codes.getOrDefault(dictionary.get(code), -1));
    long[] longs = new long[strings.size()];
    for (int row = 0; row < longs.length; row++) {
      if (known[row]) {
        longs[row] = translated[strings.codeAt(row)];
        known[row] = longs[row] >= 0;
      }
    }
    return longs;
  }
}
