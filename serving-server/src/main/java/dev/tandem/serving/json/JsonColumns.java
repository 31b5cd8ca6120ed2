package dev.tandem.serving.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import java.io.IOException;

/** Columns as JSON arrays; a null row is null, and every number reads back to the same bits. */
final class JsonColumns {
  private JsonColumns() {}

  /** Writes all rows of a column as one array. */
  static void write(JsonGenerator json, Column column) throws IOException {
    json.writeStartArray();
    for (int row = 0; row < column.size(); row++) {
      if (column.isNull(row)) {
        json.writeNull();
      } else {
        writeValue(json, column, row);
      }
    }
    json.writeEndArray();
  }

  private static void writeValue(JsonGenerator json, Column column, int row) throws IOException {
    switch (column.type()) {
      case INT64 -> json.writeNumber(((LongColumn) column).value(row));
      case BOOL -> json.writeBoolean(((LongColumn) column).value(row) == 1);
      case TIMESTAMP -> json.writeString(ColumnBinding.text(((LongColumn) column).value(row)));
      case FLOAT64 -> json.writeNumber(((DoubleColumn) column).value(row));
      case STRING -> json.writeString(((StringColumn) column).value(row));
      case INT64_LIST, FLOAT64_LIST, STRING_LIST -> writeList(json, (ListColumn) column, row);
    }
  }

  private static void writeList(JsonGenerator json, ListColumn column, int row) throws IOException {
    json.writeStartArray();
    int start = column.start(row);
    for (int i = 0; i < column.length(row); i++) {
      writeValue(json, column.elements(), start + i);
    }
    json.writeEndArray();
  }
}
