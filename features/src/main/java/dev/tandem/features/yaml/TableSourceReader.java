package dev.tandem.features.yaml;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import java.util.List;
import java.util.Optional;

/** Reads what a table's declaration says of its files and columns. */
final class TableSourceReader {
  static final List<String> KEYS =
      List.of("format", "header", "delimiter", "columns", "time", "id", "max_dead_letter_share");

  private final String table;

  /**
   * A reader for a table.
   *
   * @param table the file, directory or glob; the format follows from how it ends, if it is not
   *     declared
   */
  TableSourceReader(String table) {
    this.table = table;
  }

  Source read(YamlMapping root) {
    Source.Format format =
        root.find("format")
            .flatMap(value -> value.oneOf(SourceReader.FORMATS, SourceReader::format))
            .orElseGet(this::formatByName);
    root.require("columns", "a mapping from names to types");
    List<SourceField> fields = root.each("columns", new SourceFieldReader()::read);
    return new Source(
        TablePaths.TABLE,
        format,
        List.of(table),
        root.find("header").flatMap(YamlValue::bool).orElse(true),
        root.find("delimiter")
            .flatMap(value -> value.character("one character"))
            .or(() -> delimiterByName(format))
            .filter(delimiter -> !delimiter.equals(",")),
        fields,
        root.find("time").flatMap(value -> value.text("the name of a timestamp column")),
        root.find("id").map(TableSourceReader::id).orElse(List.of()),
        Optional.empty(),
        Optional.empty(),
        root.find("max_dead_letter_share")
            .flatMap(YamlValue::number)
            .orElse(SourceReader.DEFAULT_DEAD_LETTER_SHARE),
        Optional.empty());
  }

  private static List<String> id(YamlValue value) {
    return value.isList()
        ? value.texts("names of columns")
        : value.text("the name of a column, or a list of them").stream().toList();
  }

  private Source.Format formatByName() {
    if (table.endsWith(".parquet") || table.endsWith(".pq")) {
      return Source.Format.PARQUET;
    }
    return table.endsWith(".arrow") || table.endsWith(".arrows") || table.endsWith(".feather")
        ? Source.Format.ARROW
        : Source.Format.CSV;
  }

  private Optional<String> delimiterByName(Source.Format format) {
    boolean tabs = table.endsWith(".tsv") || table.endsWith(".tsv.gz");
    return tabs && format == Source.Format.CSV ? Optional.of("\t") : Optional.empty();
  }
}
