package dev.tandem.pipelines.parquet;

import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MilliSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * The schema of a file that is written, in the two forms that the library wants.
 *
 * <table>
 *   <caption>Types; every column is optional</caption>
 *   <tr><th>value type</th><th>Parquet type</th></tr>
 *   <tr><td>int64</td><td>int64</td></tr>
 *   <tr><td>float64</td><td>double</td></tr>
 *   <tr><td>string</td><td>byte_array (STRING)</td></tr>
 *   <tr><td>bool</td><td>boolean</td></tr>
 *   <tr><td>timestamp</td><td>int64 (TIMESTAMP in milliseconds, UTC)</td></tr>
 *   <tr><td>…_list</td><td>LIST of elements that are required</td></tr>
 * </table>
 */
final class WrittenSchema {
  private static final String ROOT = "schema";
  private static final String LIST = "list";
  private static final String ELEMENT = "element";

  private final List<Field> fields;

  WrittenSchema(List<Field> fields) {
    this.fields = fields;
  }

  /** The schema for the library's encoders. */
  MessageType message() {
    List<org.apache.parquet.schema.Type> columns = new ArrayList<>();
    for (Field field : fields) {
      columns.add(
          field.type().isList()
              ? Types.optionalList()
                  .element(primitive(field.type().element(), ELEMENT, Repetition.REQUIRED))
                  .named(field.name())
              : primitive(field.type(), field.name(), Repetition.OPTIONAL));
    }
    return new MessageType(ROOT, columns);
  }

  private static PrimitiveType primitive(ValueType type, String name, Repetition repetition) {
    return new PrimitiveType(
        repetition,
        PrimitiveTypeName.valueOf(physical(type).name().replace("BYTE_ARRAY", "BINARY")),
        name);
  }

  /** The schema as it stands in the footer. */
  List<SchemaElement> elements() {
    List<SchemaElement> elements = new ArrayList<>();
    elements.add(new SchemaElement(ROOT).setNum_children(fields.size()));
    for (Field field : fields) {
      if (field.type().isList()) {
        elements.add(
            new SchemaElement(field.name())
                .setRepetition_type(FieldRepetitionType.OPTIONAL)
                .setNum_children(1)
                .setConverted_type(ConvertedType.LIST)
                .setLogicalType(LogicalType.LIST(new ListType())));
        elements.add(
            new SchemaElement(LIST)
                .setRepetition_type(FieldRepetitionType.REPEATED)
                .setNum_children(1));
        elements.add(leaf(ELEMENT, field.type().element(), FieldRepetitionType.REQUIRED));
      } else {
        elements.add(leaf(field.name(), field.type(), FieldRepetitionType.OPTIONAL));
      }
    }
    return elements;
  }

  private static SchemaElement leaf(String name, ValueType type, FieldRepetitionType repetition) {
    SchemaElement leaf =
        new SchemaElement(name).setType(physical(type)).setRepetition_type(repetition);
    if (type == ValueType.STRING) {
      leaf.setConverted_type(ConvertedType.UTF8)
          .setLogicalType(LogicalType.STRING(new StringType()));
    } else if (type == ValueType.TIMESTAMP) {
      leaf.setConverted_type(ConvertedType.TIMESTAMP_MILLIS)
          .setLogicalType(
              LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.MILLIS(new MilliSeconds()))));
    }
    return leaf;
  }

  static Type physical(ValueType type) {
    return switch (type) {
      case INT64, TIMESTAMP -> Type.INT64;
      case FLOAT64 -> Type.DOUBLE;
      case STRING -> Type.BYTE_ARRAY;
      case BOOL -> Type.BOOLEAN;
      case INT64_LIST, FLOAT64_LIST, STRING_LIST -> physical(type.element());
    };
  }
}
