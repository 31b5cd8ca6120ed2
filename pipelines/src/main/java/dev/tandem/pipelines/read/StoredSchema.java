package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.declaration.SourceField.TimeUnit;
import dev.tandem.features.stored.StoredColumn;
import dev.tandem.features.stored.StoredKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Holds the columns of a file against the fields of its source. */
final class StoredSchema {
  private StoredSchema() {}

  /**
   * The columns that the source's fields are read from, in the order of the file; others are not
   * read.
   *
   * @throws SourceUnreadableException naming every column that is missing though its field is not
   *     optional, that is there twice, or that has a type that does not become its field's without
   *     loss
   */
  static List<StoredColumn> match(Source source, String file, List<StoredColumn> columns) {
    List<String> problems = new ArrayList<>();
    for (SourceField field : source.fields()) {
      List<StoredColumn> found =
          columns.stream().filter(column -> column.name().equals(field.columnName())).toList();
      if (found.size() > 1) {
        problems.add("two columns are named '" + field.columnName() + "'");
      } else if (found.isEmpty() && !field.optional()) {
        problems.add(
            "there is no column '"
                + field.columnName()
                + "', which source '"
                + source.name()
                + "' declares; it has: "
                + String.join(", ", columns.stream().map(StoredColumn::name).toList()));
      } else if (found.size() == 1 && !accepts(field, found.get(0).kind())) {
        problems.add(wrongType(source, field, found.get(0)));
      }
    }
    if (!problems.isEmpty()) {
      throw new SourceUnreadableException(file + ": " + String.join("; ", problems));
    }
    return columns.stream()
        .filter(
            column -> source.fields().stream().anyMatch(f -> f.columnName().equals(column.name())))
        .toList();
  }

  private static String wrongType(Source source, SourceField field, StoredColumn column) {
    return "column '"
        + column.name()
        + "' is "
        + column.type()
        + ", but field '"
        + field.name()
        + "' of source '"
        + source.name()
        + "' is "
        + field.type().declaredName()
        + ", which is read from "
        + wanted(field);
  }

  private static boolean accepts(SourceField field, StoredKind kind) {
    return switch (field.type()) {
      case INT64 -> isInteger(kind);
      case FLOAT64 -> kind == StoredKind.REAL || kind == StoredKind.SMALL_INTEGER;
      case STRING -> kind == StoredKind.TEXT;
      case BOOL -> kind == StoredKind.TRUTH;
      case TIMESTAMP ->
          isInstant(kind) || (writtenInUnits(field) ? isInteger(kind) : kind == StoredKind.TEXT);
      case FLOAT64_LIST -> kind == StoredKind.VECTOR;
      case INT64_LIST, STRING_LIST -> false;
    };
  }

  private static boolean isInteger(StoredKind kind) {
    return kind == StoredKind.INTEGER || kind == StoredKind.SMALL_INTEGER;
  }

  private static boolean isInstant(StoredKind kind) {
    return switch (kind) {
      case SECONDS, MILLISECONDS, MICROSECONDS, NANOSECONDS, DAYS -> true;
      case SMALL_INTEGER, INTEGER, REAL, TEXT, TRUTH, VECTOR, OTHER -> false;
    };
  }

  private static boolean writtenInUnits(SourceField field) {
    return !field.timeUnit().equals(Optional.of(TimeUnit.ISO_8601));
  }

  private static String wanted(SourceField field) {
    return switch (field.type()) {
      case INT64 -> "an integer of at most 64 bits with a sign";
      case FLOAT64 ->
          "a floating-point number, an integer of at most 32 bits or a decimal of at most 15"
              + " digits";
      case STRING -> "text";
      case BOOL -> "a boolean";
      case TIMESTAMP ->
          "a timestamp, a date or "
              + (writtenInUnits(field)
                  ? "an integer in "
                      + field.timeUnit().orElseThrow().name().toLowerCase(Locale.ROOT)
                  : "ISO 8601 text; for an integer, declare its unit");
      case FLOAT64_LIST -> "a list of floating-point numbers";
      case INT64_LIST, STRING_LIST -> "nothing";
    };
  }
}
