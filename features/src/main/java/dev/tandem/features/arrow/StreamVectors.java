package dev.tandem.features.arrow;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;

/** A table copied into vectors, with dictionaries where they pay. Owns the vectors. */
final class StreamVectors implements AutoCloseable {
  private final BufferAllocator allocator;
  private final MapDictionaryProvider dictionaries = new MapDictionaryProvider();
  private final List<FieldVector> vectors = new ArrayList<>();
  private final List<FieldVector> dictionaryVectors = new ArrayList<>();
  private final int rows;

  private StreamVectors(BufferAllocator allocator, int rows) {
    this.allocator = allocator;
    this.rows = rows;
  }

  static StreamVectors of(BufferAllocator allocator, Table table) {
    StreamVectors vectors = new StreamVectors(allocator, table.rows());
    try {
      table.fields().forEach(field -> vectors.add(field, table.column(field.name())));
      return vectors;
    } catch (RuntimeException e) {
      vectors.close();
      throw e;
    }
  }

  private void add(Field field, Column column) {
    Optional<EncodedStrings> encoded =
        column instanceof StringColumn strings ? EncodedStrings.encode(strings) : Optional.empty();
    if (encoded.isPresent()) {
      addEncoded(field.name(), (StringColumn) column, encoded.get());
    } else {
      FieldVector vector = ArrowFields.toArrow(field).createVector(allocator);
      vectors.add(vector);
      VectorWriter.fill(vector, column, 0, rows);
    }
  }

  private void addEncoded(String name, StringColumn column, EncodedStrings encoded) {
    VarCharVector values = new VarCharVector(name, allocator);
    dictionaryVectors.add(values);
    VectorWriter.fill(values, encoded.values(), 0, encoded.values().size());
    DictionaryEncoding encoding =
        new DictionaryEncoding(dictionaryVectors.size(), false, new ArrowType.Int(32, true));
    dictionaries.put(new Dictionary(values, encoding));

    IntVector indices =
        (IntVector) ArrowFields.dictionaryEncoded(name, encoding).createVector(allocator);
    vectors.add(indices);
    indices.allocateNew(rows);
    VectorWriter.putInts(indices.getDataBuffer(), encoded.indices());
    VectorWriter.putBits(indices.getValidityBuffer(), presentBits(column));
    indices.setValueCount(rows);
  }

  private static byte[] presentBits(StringColumn column) {
    boolean[] present = new boolean[column.size()];
    for (int row = 0; row < present.length; row++) {
      present[row] = !column.isNull(row);
    }
    return VectorWriter.bits(present, 0, present.length);
  }

  /** The columns; closed with this object, not by the caller. */
  VectorSchemaRoot root() {
    return new VectorSchemaRoot(
        vectors.stream().map(FieldVector::getField).toList(), vectors, rows);
  }

  MapDictionaryProvider dictionaries() {
    return dictionaries;
  }

  /** About how many bytes the vectors come to. */
  long bytes() {
    long bytes = 0;
    for (FieldVector vector : vectors) {
      bytes += vector.getBufferSize();
    }
    for (FieldVector vector : dictionaryVectors) {
      bytes += vector.getBufferSize();
    }
    return bytes;
  }

  @Override
  public void close() {
    vectors.forEach(FieldVector::close);
    dictionaryVectors.forEach(FieldVector::close);
  }
}
