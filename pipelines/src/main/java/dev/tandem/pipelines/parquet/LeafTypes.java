package dev.tandem.pipelines.parquet;

import dev.tandem.features.stored.StoredColumn;
import dev.tandem.features.stored.StoredKind;
import dev.tandem.pipelines.parquet.LeafColumn.Form;
import java.util.Locale;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * What a leaf's physical type and its annotation mean.
 *
 * @param name what messages call the type
 */
record LeafTypes(String name, StoredKind kind, Form form) {
  private static final int MOST_EXACT_DIGITS = 15;

  /** The column of this name; {@code repeated} if each row has a list of these. */
  StoredColumn column(String column, boolean repeated) {
    if (!repeated) {
      return new StoredColumn(column, kind, name);
    }
    boolean vector = form == Form.FLOAT || form == Form.DOUBLE;
    return new StoredColumn(
        column, vector ? StoredKind.VECTOR : StoredKind.OTHER, "list of " + name);
  }

  static PrimitiveTypeName primitive(Type type) {
    return switch (type) {
      case BYTE_ARRAY -> PrimitiveTypeName.BINARY;
      case BOOLEAN, INT32, INT64, INT96, FLOAT, DOUBLE, FIXED_LEN_BYTE_ARRAY ->
          PrimitiveTypeName.valueOf(type.name());
    };
  }

  static LeafTypes of(SchemaElement leaf) {
    return switch (leaf.getType()) {
      case BOOLEAN -> new LeafTypes(name(leaf), StoredKind.TRUTH, Form.BOOLEAN);
      case INT32 -> int32(leaf);
      case INT64 -> int64(leaf);
      case INT96 -> new LeafTypes(name(leaf), StoredKind.MILLISECONDS, Form.JULIAN_TIME);
      case FLOAT -> new LeafTypes(name(leaf), StoredKind.REAL, Form.FLOAT);
      case DOUBLE -> new LeafTypes(name(leaf), StoredKind.REAL, Form.DOUBLE);
      case BYTE_ARRAY -> bytes(leaf);
      case FIXED_LEN_BYTE_ARRAY -> decimal(leaf, Form.BYTES_DECIMAL);
    };
  }

  private static LeafTypes int32(SchemaElement leaf) {
    if (isDecimal(leaf)) {
      return decimal(leaf, Form.INT_DECIMAL);
    }
    LogicalType logical = leaf.isSetLogicalType() ? leaf.getLogicalType() : new LogicalType();
    ConvertedType converted = leaf.getConverted_type();
    if (logical.isSetDATE() || converted == ConvertedType.DATE) {
      return new LeafTypes(name(leaf), StoredKind.DAYS, Form.INT);
    }
    if (logical.isSetTIME() || converted == ConvertedType.TIME_MILLIS) {
      return other(leaf);
    }
    boolean unsigned =
        logical.isSetINTEGER()
            ? !logical.getINTEGER().isIsSigned()
            : converted == ConvertedType.UINT_32;
    return new LeafTypes(
        name(leaf), StoredKind.SMALL_INTEGER, unsigned ? Form.UNSIGNED_INT : Form.INT);
  }

  private static LeafTypes int64(SchemaElement leaf) {
    if (isDecimal(leaf)) {
      return decimal(leaf, Form.LONG_DECIMAL);
    }
    LogicalType logical = leaf.isSetLogicalType() ? leaf.getLogicalType() : new LogicalType();
    ConvertedType converted = leaf.getConverted_type();
    if (logical.isSetTIMESTAMP()) {
      StoredKind kind =
          logical.getTIMESTAMP().getUnit().isSetMILLIS()
              ? StoredKind.MILLISECONDS
              : logical.getTIMESTAMP().getUnit().isSetMICROS()
                  ? StoredKind.MICROSECONDS
                  : StoredKind.NANOSECONDS;
      return new LeafTypes(name(leaf), kind, Form.LONG);
    }
    if (converted == ConvertedType.TIMESTAMP_MILLIS) {
      return new LeafTypes(name(leaf), StoredKind.MILLISECONDS, Form.LONG);
    }
    if (converted == ConvertedType.TIMESTAMP_MICROS) {
      return new LeafTypes(name(leaf), StoredKind.MICROSECONDS, Form.LONG);
    }
    boolean unsigned =
        logical.isSetINTEGER()
            ? !logical.getINTEGER().isIsSigned()
            : converted == ConvertedType.UINT_64;
    boolean time = logical.isSetTIME() || converted == ConvertedType.TIME_MICROS;
    return unsigned || time
        ? other(leaf)
        : new LeafTypes(name(leaf), StoredKind.INTEGER, Form.LONG);
  }

  private static LeafTypes bytes(SchemaElement leaf) {
    LogicalType logical = leaf.isSetLogicalType() ? leaf.getLogicalType() : new LogicalType();
    ConvertedType converted = leaf.getConverted_type();
    boolean text =
        logical.isSetSTRING()
            || logical.isSetENUM()
            || logical.isSetJSON()
            || converted == ConvertedType.UTF8
            || converted == ConvertedType.ENUM
            || converted == ConvertedType.JSON;
    return text
        ? new LeafTypes(name(leaf), StoredKind.TEXT, Form.TEXT)
        : decimal(leaf, Form.BYTES_DECIMAL);
  }

  private static LeafTypes decimal(SchemaElement leaf, Form form) {
    return isDecimal(leaf) && leaf.getPrecision() <= MOST_EXACT_DIGITS
        ? new LeafTypes(name(leaf), StoredKind.REAL, form)
        : other(leaf);
  }

  private static boolean isDecimal(SchemaElement leaf) {
    return leaf.getConverted_type() == ConvertedType.DECIMAL
        || (leaf.isSetLogicalType() && leaf.getLogicalType().isSetDECIMAL());
  }

  private static LeafTypes other(SchemaElement leaf) {
    return new LeafTypes(name(leaf), StoredKind.OTHER, Form.NONE);
  }

  private static String name(SchemaElement leaf) {
    String physical = leaf.getType().name().toLowerCase(Locale.ROOT);
    if (isDecimal(leaf)) {
      return "decimal(" + leaf.getPrecision() + ", " + leaf.getScale() + ")";
    }
    if (leaf.isSetLogicalType()) {
      LogicalType logical = leaf.getLogicalType();
      String annotation = logical.getSetField().getFieldName().toLowerCase(Locale.ROOT);
      return physical
          + " ("
          + (logical.isSetTIMESTAMP() ? annotation + " in " + unit(logical) : annotation)
          + ")";
    }
    return leaf.isSetConverted_type()
        ? physical + " (" + leaf.getConverted_type().name().toLowerCase(Locale.ROOT) + ")"
        : physical;
  }

  private static String unit(LogicalType logical) {
    return logical.getTIMESTAMP().getUnit().getSetField().getFieldName().toLowerCase(Locale.ROOT);
  }
}
