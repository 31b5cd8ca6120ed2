package dev.tandem.pipelines.parquet;

import dev.tandem.features.stored.StoredColumn;
import org.apache.parquet.column.ColumnDescriptor;

/**
 * A top-level column with the leaf of the schema that holds its values.
 *
 * @param index the place of the leaf among all leaves, and so of its chunk in a row group
 * @param presentLevel the definition level from which on a row is not null
 * @param scale how many decimal places an integer stands for, if it is a decimal; otherwise 0
 * @param form how a value becomes that of the column
 */
record LeafColumn(
    StoredColumn column,
    ColumnDescriptor descriptor,
    int index,
    int presentLevel,
    int scale,
    Form form) {

  /** How a stored value becomes that of a column in memory. */
  enum Form {
    /** A truth value. */
    BOOLEAN,
    /** 32 bits with a sign. */
    INT,
    /** 32 bits without a sign. */
    UNSIGNED_INT,
    /** 64 bits with a sign. */
    LONG,
    /** Nanoseconds of a Julian day in 12 bytes, read as milliseconds. */
    JULIAN_TIME,
    /** A 32-bit floating-point number. */
    FLOAT,
    /** A 64-bit floating-point number. */
    DOUBLE,
    /** A decimal in 32 bits. */
    INT_DECIMAL,
    /** A decimal in 64 bits. */
    LONG_DECIMAL,
    /** A decimal in big-endian bytes. */
    BYTES_DECIMAL,
    /** Bytes of text. */
    TEXT,
    /** Something that is not read. */
    NONE
  }
}
