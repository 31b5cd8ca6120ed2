package dev.tandem.pipelines.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/** Collects the pages of one column chunk, compressed by Zstandard. */
final class WrittenChunk implements PageWriter {
  private final ColumnDescriptor descriptor;
  private final ByteArrayOutputStream dictionary = new ByteArrayOutputStream();
  private final ByteArrayOutputStream pages = new ByteArrayOutputStream();
  private final Set<org.apache.parquet.format.Encoding> encodings =
      EnumSet.noneOf(org.apache.parquet.format.Encoding.class);
  private long values;
  private long uncompressedBytes;

  WrittenChunk(ColumnDescriptor descriptor) {
    this.descriptor = descriptor;
  }

  @Override
  public void writePage(
      BytesInput bytes,
      int valueCount,
      int rowCount,
      Statistics<?> statistics,
      SizeStatistics sizeStatistics,
      Encoding repetition,
      Encoding definition,
      Encoding encoding)
      throws IOException {
    writePage(bytes, valueCount, rowCount, statistics, repetition, definition, encoding);
  }

  @Override
  public void writePage(
      BytesInput bytes,
      int valueCount,
      int rowCount,
      Statistics<?> statistics,
      Encoding repetition,
      Encoding definition,
      Encoding encoding)
      throws IOException {
    PageHeader header = new PageHeader().setType(PageType.DATA_PAGE);
    header.setData_page_header(
        new DataPageHeader(valueCount, stored(encoding), stored(definition), stored(repetition)));
    values += valueCount;
    append(pages, header, bytes);
  }

  @Override
  public void writeDictionaryPage(DictionaryPage page) throws IOException {
    PageHeader header = new PageHeader().setType(PageType.DICTIONARY_PAGE);
    header.setDictionary_page_header(
        new DictionaryPageHeader(page.getDictionarySize(), stored(page.getEncoding())));
    append(dictionary, header, page.getBytes());
  }

  private org.apache.parquet.format.Encoding stored(Encoding encoding) {
    org.apache.parquet.format.Encoding stored =
        org.apache.parquet.format.Encoding.valueOf(encoding.name());
    encodings.add(stored);
    return stored;
  }

  private void append(OutputStream out, PageHeader header, BytesInput page) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(page.size()));
    page.writeAllTo(bytes);
    byte[] compressed = Zstd.compress(bytes.toByteArray());
    header.setUncompressed_page_size(bytes.size()).setCompressed_page_size(compressed.length);
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    Util.writePageHeader(header, head);
    uncompressedBytes += head.size() + bytes.size();
    head.writeTo(out);
    out.write(compressed);
  }

  /** Writes the chunk, which begins at {@code start} of the file, and says what it is. */
  ColumnChunk writeTo(OutputStream out, long start) throws IOException {
    dictionary.writeTo(out);
    pages.writeTo(out);
    ColumnMetaData metadata =
        new ColumnMetaData(
            Type.valueOf(
                descriptor
                    .getPrimitiveType()
                    .getPrimitiveTypeName()
                    .name()
                    .replace("BINARY", "BYTE_ARRAY")),
            new ArrayList<>(encodings),
            List.of(descriptor.getPath()),
            CompressionCodec.ZSTD,
            values,
            uncompressedBytes,
            bytes(),
            start + dictionary.size());
    if (dictionary.size() > 0) {
      metadata.setDictionary_page_offset(start);
    }
    return new ColumnChunk(start).setMeta_data(metadata);
  }

  /** The bytes of the chunk in the file. */
  long bytes() {
    return (long) dictionary.size() + pages.size();
  }

  /** The bytes of the chunk before they were compressed. */
  long uncompressedBytes() {
    return uncompressedBytes;
  }

  @Override
  @Deprecated
  public void writePage(
      BytesInput bytes,
      int valueCount,
      Statistics<?> statistics,
      Encoding repetition,
      Encoding definition,
      Encoding values) {
    throw new UnsupportedOperationException("pages are written with their number of rows");
  }

  @Override
  public void writePageV2(
      int rowCount,
      int nullCount,
      int valueCount,
      BytesInput repetition,
      BytesInput definition,
      Encoding encoding,
      BytesInput bytes,
      Statistics<?> statistics) {
    throw new UnsupportedOperationException("pages of the first version are written");
  }

  @Override
  public long getMemSize() {
    return bytes();
  }

  @Override
  public long allocatedSize() {
    return bytes();
  }

  @Override
  public String memUsageString(String prefix) {
    return prefix + " " + bytes() + " bytes";
  }
}
