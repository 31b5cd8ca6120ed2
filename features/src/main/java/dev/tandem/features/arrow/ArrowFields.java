package dev.tandem.features.arrow;

import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.List;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Which Arrow type each value type is written as.
 *
 * <table>
 *   <caption>Types</caption>
 *   <tr><th>value type</th><th>Arrow type</th></tr>
 *   <tr><td>int64</td><td>int64</td></tr>
 *   <tr><td>float64</td><td>double</td></tr>
 *   <tr><td>string</td><td>utf8, in streams also dictionary&lt;utf8, int32&gt;</td></tr>
 *   <tr><td>bool</td><td>bool</td></tr>
 *   <tr><td>timestamp</td><td>timestamp[ms, UTC]</td></tr>
 *   <tr><td>…_list</td><td>list&lt;item: …, not null&gt;</td></tr>
 * </table>
 */
final class ArrowFields {
  private static final String ITEM = "item";

  private ArrowFields() {}

  static Schema schema(List<Field> fields) {
    return new Schema(fields.stream().map(ArrowFields::toArrow).toList());
  }

  static org.apache.arrow.vector.types.pojo.Field toArrow(Field field) {
    List<org.apache.arrow.vector.types.pojo.Field> children =
        field.type().isList()
            ? List.of(
                new org.apache.arrow.vector.types.pojo.Field(
                    ITEM, FieldType.notNullable(arrowType(field.type().element())), null))
            : List.of();
    return new org.apache.arrow.vector.types.pojo.Field(
        field.name(), FieldType.nullable(arrowType(field.type())), children);
  }

  static org.apache.arrow.vector.types.pojo.Field dictionaryEncoded(
      String name, DictionaryEncoding encoding) {
    return new org.apache.arrow.vector.types.pojo.Field(
        name, new FieldType(true, new ArrowType.Int(32, true), encoding), List.of());
  }

  private static ArrowType arrowType(ValueType type) {
    return switch (type) {
      case INT64 -> new ArrowType.Int(64, true);
      case FLOAT64 -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case STRING -> ArrowType.Utf8.INSTANCE;
      case BOOL -> ArrowType.Bool.INSTANCE;
      case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MILLISECOND, "UTC");
      case INT64_LIST, FLOAT64_LIST, STRING_LIST -> ArrowType.List.INSTANCE;
    };
  }

  static List<Field> fields(Schema schema) {
    return schema.getFields().stream().map(ArrowFields::fromArrow).toList();
  }

  static Field fromArrow(org.apache.arrow.vector.types.pojo.Field field) {
    if (field.getDictionary() != null) {
      return new Field(field.getName(), ValueType.STRING);
    }
    if (field.getType() instanceof ArrowType.List) {
      ValueType element = scalar(field.getChildren().get(0), field.getName());
      if (element != ValueType.BOOL && element != ValueType.TIMESTAMP) {
        return new Field(field.getName(), element.listOf());
      }
      throw unsupported(field, field.getName());
    }
    return new Field(field.getName(), scalar(field, field.getName()));
  }

  private static ValueType scalar(org.apache.arrow.vector.types.pojo.Field field, String column) {
    ArrowType type = field.getType();
    for (ValueType valueType : ValueType.values()) {
      if (!valueType.isList() && type.equals(arrowType(valueType))) {
        return valueType;
      }
    }
    if (type instanceof ArrowType.Timestamp timestamp
        && timestamp.getUnit() == TimeUnit.MILLISECOND) {
      return ValueType.TIMESTAMP;
    }
    throw unsupported(field, column);
  }

  private static InvalidArrowException unsupported(
      org.apache.arrow.vector.types.pojo.Field field, String column) {
    return new InvalidArrowException(
        "column '"
            + column
            + "' has the Arrow type "
            + field.getType()
            + "; supported are int64, double, utf8, bool, timestamp[ms] and lists of int64, double"
            + " and utf8");
  }
}
