package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads float64 fields; -0.0 becomes 0.0. */
final class DoubleParser extends FieldParser {
  private final DoubleColumn column;
  private final ShortDecimal number = new ShortDecimal();
  private final double min;
  private final double max;

  DoubleParser(SourceField field, Column column) {
    super(field);
    this.column = (DoubleColumn) column;
    this.min = field.range().map(SourceField.Range::min).orElse(-Double.MAX_VALUE);
    this.max = field.range().map(SourceField.Range::max).orElse(Double.MAX_VALUE);
  }

  @Override
  Column column() {
    return column;
  }

  // Hot path: called for every float64 of a source.
  @Override
  Rejection parseValue(byte[] bytes, int from, int to, int row) {
    if (number.read(bytes, from, to)) {
      return set(row, number.value());
    }
    if (!isDecimal(bytes, from, to)) {
      return isNotFinite(bytes, from, to) ? Rejection.NOT_FINITE : Rejection.WRONG_TYPE;
    }
    double value;
    try {
      value = Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    } catch (NumberFormatException e) {
      return Rejection.WRONG_TYPE;
    }
    if (Double.isInfinite(value)) {
      return Rejection.NOT_FINITE;
    }
    return set(row, value);
  }

  private Rejection set(int row, double value) {
    // Adding 0.0 turns -0.0 into 0.0 and changes nothing else.
    column.set(row, value + 0.0);
    return value < min || value > max ? Rejection.OUT_OF_RANGE : null;
  }

  /** Java reads more than decimals, such as 0x1p3, 1d and surrounding blanks. */
  private static boolean isDecimal(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      boolean known =
          (b >= '0' && b <= '9') || b == '.' || b == '-' || b == '+' || b == 'e' || b == 'E';
      if (!known) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNotFinite(byte[] bytes, int from, int to) {
    String text =
        new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    return switch (text) {
      case "nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity" -> true;
      default -> false;
    };
  }

  @Override
  String allowed() {
    return field()
        .range()
        .map(r -> "a finite float64 from " + min + " to " + max)
        .orElse("a finite float64, for example -1.5e3");
  }
}
