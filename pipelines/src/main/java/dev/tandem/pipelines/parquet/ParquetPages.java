package dev.tandem.pipelines.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;

/** The data pages of one column chunk, one after the other. */
final class ParquetPages {
  private final ColumnDescriptor descriptor;
  private final PageCodec codec;
  private final FileRange chunk;
  private final long uncompressedBytes;
  private Dictionary dictionary;

  /**
   * @param uncompressedBytes the size of all pages, by which damaged ones are told
   */
  ParquetPages(
      ColumnDescriptor descriptor, PageCodec codec, FileRange chunk, long uncompressedBytes) {
    this.descriptor = descriptor;
    this.codec = codec;
    this.chunk = chunk;
    this.uncompressedBytes = uncompressedBytes;
  }

  /** Yields a level for each value of a page. */
  @FunctionalInterface
  interface Levels {
    int next();
  }

  /**
   * One data page, to be read value by value.
   *
   * @param count how many values it has, nulls counted
   */
  record Page(int count, Levels repetition, Levels definition, ValuesReader values) {}

  /** The dictionary of the pages that were read so far, or null without one. */
  Dictionary dictionary() {
    return dictionary;
  }

  /** The next data page. */
  Page next() throws IOException {
    while (true) {
      PageHeader header = Util.readPageHeader(chunk);
      int size = header.getUncompressed_page_size();
      if (size < 0 || size > uncompressedBytes) {
        throw new IOException("a page of " + size + " bytes in a chunk of " + uncompressedBytes);
      }
      byte[] page = chunk.readBytes(header.getCompressed_page_size());
      switch (header.getType()) {
        case DICTIONARY_PAGE ->
            readDictionary(header.getDictionary_page_header(), codec.decompress(page, 0, size));
        case DATA_PAGE -> {
          byte[] bytes = codec.decompress(page, 0, size);
          return page(header.getData_page_header(), bytes);
        }
        case DATA_PAGE_V2 -> {
          return pageV2(header.getData_page_header_v2(), page, size);
        }
        case INDEX_PAGE -> {
          // Holds nothing that is needed to read values.
        }
      }
    }
  }

  private void readDictionary(DictionaryPageHeader header, byte[] bytes) throws IOException {
    Encoding encoding = Encoding.valueOf(header.getEncoding().name());
    if (header.getNum_values() < 0 || header.getNum_values() > bytes.length) {
      throw new IOException(
          "a dictionary of " + header.getNum_values() + " values in " + bytes.length + " bytes");
    }
    dictionary =
        encoding.initDictionary(
            descriptor,
            new DictionaryPage(BytesInput.from(bytes), header.getNum_values(), encoding));
  }

  private Page page(DataPageHeader header, byte[] bytes) throws IOException {
    int count = header.getNum_values();
    ByteBufferInputStream in = ByteBufferInputStream.wrap(ByteBuffer.wrap(bytes));
    ValuesReader repetition =
        Encoding.valueOf(header.getRepetition_level_encoding().name())
            .getValuesReader(descriptor, ValuesType.REPETITION_LEVEL);
    ValuesReader definition =
        Encoding.valueOf(header.getDefinition_level_encoding().name())
            .getValuesReader(descriptor, ValuesType.DEFINITION_LEVEL);
    repetition.initFromPage(count, in);
    definition.initFromPage(count, in);
    return new Page(
        count,
        repetition::readInteger,
        definition::readInteger,
        values(header.getEncoding(), count, in));
  }

  private Page pageV2(DataPageHeaderV2 header, byte[] page, int size) throws IOException {
    int count = header.getNum_values();
    int repetitionBytes = header.getRepetition_levels_byte_length();
    int levelBytes = repetitionBytes + header.getDefinition_levels_byte_length();
    byte[] bytes =
        (header.isIs_compressed() ? codec : PageCodec.UNCOMPRESSED)
            .decompress(page, levelBytes, size - levelBytes);
    return new Page(
        count,
        levels(descriptor.getMaxRepetitionLevel(), page, 0, repetitionBytes),
        levels(
            descriptor.getMaxDefinitionLevel(),
            page,
            repetitionBytes,
            header.getDefinition_levels_byte_length()),
        values(header.getEncoding(), count, ByteBufferInputStream.wrap(ByteBuffer.wrap(bytes))));
  }

  private static Levels levels(int max, byte[] page, int from, int length) {
    if (max == 0) {
      return () -> 0;
    }
    RunLengthBitPackingHybridDecoder decoder =
        new RunLengthBitPackingHybridDecoder(
            BytesUtils.getWidthFromMaxInt(max),
            ByteBufferInputStream.wrap(ByteBuffer.wrap(page, from, length)));
    return () -> {
      try {
        return decoder.readInt();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private ValuesReader values(
      org.apache.parquet.format.Encoding declared, int count, ByteBufferInputStream in)
      throws IOException {
    Encoding encoding = Encoding.valueOf(declared.name());
    if (encoding.usesDictionary() && dictionary == null) {
      throw new IOException("a page reads a dictionary, but the column chunk has none");
    }
    ValuesReader values =
        encoding.usesDictionary()
            ? encoding.getDictionaryBasedValuesReader(descriptor, ValuesType.VALUES, dictionary)
            : encoding.getValuesReader(descriptor, ValuesType.VALUES);
    values.initFromPage(count, in);
    return values;
  }
}
