package dev.tandem.pipelines.read;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a CSV file, in the order in which they stand in it.
 *
 * @param names the column names; those that the source does not declare are skipped
 */
public record FileColumns(List<String> names) implements Serializable {
  public FileColumns {
    names = List.copyOf(names);
  }

  /** The columns of a file without a header: those of the source's fields as declared. */
  public static FileColumns declared(Source source) {
    return new FileColumns(source.fields().stream().map(SourceField::columnName).toList());
  }

  /**
   * The columns that a header names.
   *
   * @throws SourceUnreadableException if a column stands twice or a required field has none
   */
  public static FileColumns fromHeader(Source source, String file, List<String> header) {
    List<String> seen = new ArrayList<>();
    for (String name : header) {
      if (seen.contains(name)) {
        throw new SourceUnreadableException(file + ": two columns are named '" + name + "'");
      }
      seen.add(name);
    }
    for (SourceField field : source.fields()) {
      if (!field.optional() && !header.contains(field.columnName())) {
        throw new SourceUnreadableException(
            file
                + ": the header has no column '"
                + field.columnName()
                + "', which source '"
                + source.name()
                + "' declares; it has: "
                + String.join(", ", header));
      }
    }
    return new FileColumns(header);
  }

  /** The number of columns in every row. */
  public int count() {
    return names.size();
  }

  /** Where a field stands in a row, counted from 0; -1 if the file does not have it. */
  int position(SourceField field) {
    return names.indexOf(field.columnName());
  }
}
