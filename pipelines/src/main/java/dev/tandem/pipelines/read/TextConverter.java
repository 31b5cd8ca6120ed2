package dev.tandem.pipelines.read;

import dev.tandem.features.stored.StoredText;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.StringColumn;
import java.util.Arrays;
import java.util.List;

/** Converts text; each distinct text of a batch is checked and entered once. */
final class TextConverter extends FieldConverter {
  private static final int UNKNOWN = -1;
  private static final int EMPTY = -2;
  private static final int NOT_ALLOWED = -3;
  private static final int NOT_UTF8 = -4;

  private final StringParser parser;
  private final StringColumn column;
  private int[] codeOf = new int[0];

  TextConverter(StringParser parser, StringColumn column) {
    super(parser);
    this.parser = parser;
    this.column = column;
  }

  @Override
  void convert(Column stored, int from, int count, int row, Refusals refusals) {
    StringColumn values = (StringColumn) stored;
    List<String> dictionary = values.dictionary();
    if (codeOf.length < dictionary.size()) {
      codeOf = new int[dictionary.size()];
    }
    Arrays.fill(codeOf, 0, dictionary.size(), UNKNOWN);
    for (int i = 0; i < count; i++) {
      int code = values.codeAt(from + i);
      if (code < 0) {
        setNull(row, i, refusals);
        continue;
      }
      if (codeOf[code] == UNKNOWN) {
        codeOf[code] = enter(dictionary.get(code));
      }
      switch (codeOf[code]) {
        case EMPTY -> setNull(row, i, refusals);
        case NOT_ALLOWED -> refuse(Rejection.NOT_ALLOWED, i, refusals);
        case NOT_UTF8 -> refuse(Rejection.NOT_UTF8, i, refusals);
        default -> column.setCode(row + i, codeOf[code]);
      }
    }
  }

  /** The code of a text in the field's column, or why it has none. */
  private int enter(String text) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    if (StoredText.isMalformed(text)) {
      return NOT_UTF8;
    }
    return parser.check(text) == null ? column.code(text) : NOT_ALLOWED;
  }
}
